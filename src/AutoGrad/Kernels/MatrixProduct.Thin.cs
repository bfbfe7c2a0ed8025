using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    /// <summary>
    /// c[j] = [c[j] +] sum over p of matrix[j, p] x[p]: dot products along contiguous rows, four rows at a time so that x is read once for
    /// four. Each row has two vectors of partial sums, even and odd ones, whatever group it falls into.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots<T, V, U>(int rows, int depth, T* matrix, nint row, T* x, T* c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        int pairs = depth / (2 * U.Lanes) * (2 * U.Lanes);
        int tail = depth - pairs;
        bool wide = tail >= U.Lanes;
        int cut = wide ? tail - U.Lanes : tail;
        V mask = U.Mask(cut);
        T* four = stackalloc T[4];

        for (; rows >= 4; rows -= 4)
        {
            V s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
            T* m0 = matrix;
            T* m1 = m0 + row;
            T* m2 = m1 + row;
            T* m3 = m2 + row;
            nint p = 0;
            for (; p < pairs; p += 2 * U.Lanes)
            {
                V even = U.Load(x + p);
                V odd = U.Load(x + p + U.Lanes);
                s0 = U.MultiplyAdd(even, U.Load(m0 + p), s0);
                s1 = U.MultiplyAdd(even, U.Load(m1 + p), s1);
                s2 = U.MultiplyAdd(even, U.Load(m2 + p), s2);
                s3 = U.MultiplyAdd(even, U.Load(m3 + p), s3);
                t0 = U.MultiplyAdd(odd, U.Load(m0 + p + U.Lanes), t0);
                t1 = U.MultiplyAdd(odd, U.Load(m1 + p + U.Lanes), t1);
                t2 = U.MultiplyAdd(odd, U.Load(m2 + p + U.Lanes), t2);
                t3 = U.MultiplyAdd(odd, U.Load(m3 + p + U.Lanes), t3);
            }

            if (wide)
            {
                V even = U.Load(x + p);
                s0 = U.MultiplyAdd(even, U.Load(m0 + p), s0);
                s1 = U.MultiplyAdd(even, U.Load(m1 + p), s1);
                s2 = U.MultiplyAdd(even, U.Load(m2 + p), s2);
                s3 = U.MultiplyAdd(even, U.Load(m3 + p), s3);
                p += U.Lanes;
            }

            if (cut > 0)
            {
                V odd = U.Load(x + p, mask);
                t0 = U.MultiplyAdd(odd, U.Load(m0 + p, mask), t0);
                t1 = U.MultiplyAdd(odd, U.Load(m1 + p, mask), t1);
                t2 = U.MultiplyAdd(odd, U.Load(m2 + p, mask), t2);
                t3 = U.MultiplyAdd(odd, U.Load(m3 + p, mask), t3);
            }

            T* sums = accumulate ? four : c;
            U.Sum4(U.Add(s0, t0), U.Add(s1, t1), U.Add(s2, t2), U.Add(s3, t3), sums);
            if (accumulate)
            {
                c[0] += four[0];
                c[1] += four[1];
                c[2] += four[2];
                c[3] += four[3];
            }

            c += 4;
            matrix += 4 * row;
        }

        for (; rows > 0; rows--)
        {
            V s = default, t = default;
            nint p = 0;
            for (; p < pairs; p += 2 * U.Lanes)
            {
                s = U.MultiplyAdd(U.Load(x + p), U.Load(matrix + p), s);
                t = U.MultiplyAdd(U.Load(x + p + U.Lanes), U.Load(matrix + p + U.Lanes), t);
            }

            if (wide)
            {
                s = U.MultiplyAdd(U.Load(x + p), U.Load(matrix + p), s);
                p += U.Lanes;
            }

            if (cut > 0)
            {
                t = U.MultiplyAdd(U.Load(x + p, mask), U.Load(matrix + p, mask), t);
            }

            U.Sum4(U.Add(s, t), default, default, default, four);
            c[0] = accumulate ? c[0] + four[0] : four[0];
            c++;
            matrix += row;
        }
    }

    /// <summary>
    /// c = [c +] sum over p of x[p] matrix[p, :], a linear combination of contiguous rows, each element summed in the order of p.
    /// Narrow: the sums stay in registers while p runs. Wide: eight rows at a time stream past, so that memory is read in long runs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combination<T, V, U>(int columns, int depth, T* x, T* matrix, nint row, T* c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        if (columns > 8 * U.Lanes)
        {
            int p = 0;
            for (; p + 8 <= depth; p += 8)
            {
                AddRows<T, V, U, Rows8>(columns, x + p, matrix + (p * row), row, c, accumulate || p > 0);
            }

            if (p + 4 <= depth)
            {
                AddRows<T, V, U, Rows4>(columns, x + p, matrix + (p * row), row, c, accumulate || p > 0);
                p += 4;
            }

            for (; p < depth; p++)
            {
                AddRows<T, V, U, Rows1>(columns, x + p, matrix + (p * row), row, c, accumulate || p > 0);
            }

            return;
        }

        int j = 0;
        for (; j + (4 * U.Lanes) <= columns; j += 4 * U.Lanes)
        {
            T* r = matrix + j;
            V s0 = default, s1 = default, s2 = default, s3 = default;
            if (accumulate)
            {
                s0 = U.Load(c + j);
                s1 = U.Load(c + j + U.Lanes);
                s2 = U.Load(c + j + (2 * U.Lanes));
                s3 = U.Load(c + j + (3 * U.Lanes));
            }

            for (int p = 0; p < depth; p++)
            {
                V scale = U.Broadcast(x[p]);
                s0 = U.MultiplyAdd(scale, U.Load(r), s0);
                s1 = U.MultiplyAdd(scale, U.Load(r + U.Lanes), s1);
                s2 = U.MultiplyAdd(scale, U.Load(r + (2 * U.Lanes)), s2);
                s3 = U.MultiplyAdd(scale, U.Load(r + (3 * U.Lanes)), s3);
                r += row;
            }

            U.Store(c + j, s0);
            U.Store(c + j + U.Lanes, s1);
            U.Store(c + j + (2 * U.Lanes), s2);
            U.Store(c + j + (3 * U.Lanes), s3);
        }

        for (; j < columns; j += U.Lanes)
        {
            V mask = U.Mask(Math.Min(U.Lanes, columns - j));
            T* r = matrix + j;
            V s = accumulate ? U.Load(c + j, mask) : default;
            for (int p = 0; p < depth; p++)
            {
                s = U.MultiplyAdd(U.Broadcast(x[p]), U.Load(r, mask), s);
                r += row;
            }

            U.Store(c + j, s, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<T, V, U, R>(int columns, T* x, T* matrix, nint row, T* c, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
        where R : IRows
    {
        V x0 = U.Broadcast(x[0]), x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
        nint row2 = row * 2, row3 = row * 3;
        T* high = matrix + (4 * row);
        if (R.Count > 1)
        {
            x1 = U.Broadcast(x[1]);
            x2 = U.Broadcast(x[2]);
            x3 = U.Broadcast(x[3]);
        }

        if (R.Count > 4)
        {
            x4 = U.Broadcast(x[4]);
            x5 = U.Broadcast(x[5]);
            x6 = U.Broadcast(x[6]);
            x7 = U.Broadcast(x[7]);
        }

        for (; columns >= U.Lanes; columns -= U.Lanes)
        {
            V s = add ? U.Load(c) : default;
            s = U.MultiplyAdd(x0, U.Load(matrix), s);
            if (R.Count > 1)
            {
                s = U.MultiplyAdd(x1, U.Load(matrix + row), s);
                s = U.MultiplyAdd(x2, U.Load(matrix + row2), s);
                s = U.MultiplyAdd(x3, U.Load(matrix + row3), s);
            }

            if (R.Count > 4)
            {
                s = U.MultiplyAdd(x4, U.Load(high), s);
                s = U.MultiplyAdd(x5, U.Load(high + row), s);
                s = U.MultiplyAdd(x6, U.Load(high + row2), s);
                s = U.MultiplyAdd(x7, U.Load(high + row3), s);
            }

            U.Store(c, s);
            c += U.Lanes;
            matrix += U.Lanes;
            high += U.Lanes;
        }

        if (columns > 0)
        {
            V mask = U.Mask(columns);
            V s = add ? U.Load(c, mask) : default;
            for (int p = 0; p < R.Count; p++)
            {
                s = U.MultiplyAdd(U.Broadcast(x[p]), U.Load(matrix + (p * row), mask), s);
            }

            U.Store(c, s, mask);
        }
    }

    /// <summary>C[i, j] = [C[i, j] +] x[i] y[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outer<T, V, U>(int rows, int columns, T* x, T* y, T* c, nint row, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        int whole = columns / U.Lanes * U.Lanes;
        V mask = U.Mask(columns - whole);
        for (int i = 0; i < rows; i++)
        {
            V scale = U.Broadcast(x[i]);
            int j = 0;
            if (accumulate)
            {
                for (; j < whole; j += U.Lanes)
                {
                    U.Store(c + j, U.MultiplyAdd(scale, U.Load(y + j), U.Load(c + j)));
                }
            }
            else
            {
                for (; j < whole; j += U.Lanes)
                {
                    U.Store(c + j, U.Multiply(scale, U.Load(y + j)));
                }
            }

            if (j < columns)
            {
                V last = U.Load(y + j, mask);
                U.Store(c + j, accumulate ? U.MultiplyAdd(scale, last, U.Load(c + j, mask)) : U.Multiply(scale, last), mask);
            }

            c += row;
        }
    }
}
