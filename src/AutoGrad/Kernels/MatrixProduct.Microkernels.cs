using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    // Numbers as types: the JIT compiles one kernel for each and drops the branches on them.
    private interface IRows
    {
        static abstract int Count { get; }
    }

    private interface IColumns
    {
        /// <summary>Whether the tile is two vectors wide.</summary>
        static abstract bool Two { get; }

        /// <summary>Whether the last vector is cut by the mask.</summary>
        static abstract bool Cut { get; }
    }

    private readonly struct Rows8 : IRows
    {
        public static int Count => 8;
    }

    private readonly struct Rows6 : IRows
    {
        public static int Count => 6;
    }

    private readonly struct Rows4 : IRows
    {
        public static int Count => 4;
    }

    private readonly struct Rows2 : IRows
    {
        public static int Count => 2;
    }

    private readonly struct Rows1 : IRows
    {
        public static int Count => 1;
    }

    private readonly struct TwoVectors : IColumns
    {
        public static bool Two => true;

        public static bool Cut => false;
    }

    private readonly struct TwoVectorsCut : IColumns
    {
        public static bool Two => true;

        public static bool Cut => true;
    }

    private readonly struct OneVectorCut : IColumns
    {
        public static bool Two => false;

        public static bool Cut => true;
    }

    /// <summary>
    /// C = A B or C + A B for at most <c>U.TileRows</c> rows and two vectors of columns.
    /// Element (i, p) of A is <c>a[i * aRow + p * aStep]</c>, row p of B starts at <c>b + p * bStep</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip<T, V, U, C>(int rows, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
        where C : IColumns
    {
        if (U.TileRows == 8 && rows >= 8)
        {
            Tile<T, V, U, Rows8, C>(depth, a, aRow, aStep, b, bStep, c, cRow, add, mask);
            return;
        }

        if (U.TileRows == 6 && rows >= 6)
        {
            Tile<T, V, U, Rows6, C>(depth, a, aRow, aStep, b, bStep, c, cRow, add, mask);
            return;
        }

        if (rows >= 4)
        {
            Tile<T, V, U, Rows4, C>(depth, a, aRow, aStep, b, bStep, c, cRow, add, mask);
            a += 4 * aRow;
            c += 4 * cRow;
            rows -= 4;
        }

        if (rows >= 2)
        {
            Tile<T, V, U, Rows2, C>(depth, a, aRow, aStep, b, bStep, c, cRow, add, mask);
            a += 2 * aRow;
            c += 2 * cRow;
            rows -= 2;
        }

        if (rows >= 1)
        {
            Tile<T, V, U, Rows1, C>(depth, a, aRow, aStep, b, bStep, c, cRow, add, mask);
        }
    }

    /// <summary>
    /// The register tile. Each element's sum runs over p in order in one register, starting from zero, and is stored or added to C once;
    /// so its bits depend on the depth alone, not on which tile it falls into.
    /// </summary>
    // Optimised at the first call: an unoptimised tile would cost the first products a factor of a hundred.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<T, V, U, R, C>(int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
        where R : IRows
        where C : IColumns
    {
        V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        V c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        V b1 = default;

        // Two base pointers and three offsets address eight rows without running out of general registers.
        nint row2 = aRow * 2, row3 = aRow * 3;
        T* low = a;
        T* high = a + 4 * aRow;

        for (; depth > 0; depth--)
        {
            V b0 = C.Cut && !C.Two ? U.Load(b, mask) : U.Load(b);
            if (C.Two)
            {
                b1 = C.Cut ? U.Load(b + U.Lanes, mask) : U.Load(b + U.Lanes);
            }

            V x = U.Broadcast(low[0]);
            c00 = U.MultiplyAdd(x, b0, c00);
            if (C.Two)
            {
                c01 = U.MultiplyAdd(x, b1, c01);
            }

            if (R.Count > 1)
            {
                x = U.Broadcast(low[aRow]);
                c10 = U.MultiplyAdd(x, b0, c10);
                if (C.Two)
                {
                    c11 = U.MultiplyAdd(x, b1, c11);
                }
            }

            if (R.Count > 2)
            {
                x = U.Broadcast(low[row2]);
                c20 = U.MultiplyAdd(x, b0, c20);
                if (C.Two)
                {
                    c21 = U.MultiplyAdd(x, b1, c21);
                }

                x = U.Broadcast(low[row3]);
                c30 = U.MultiplyAdd(x, b0, c30);
                if (C.Two)
                {
                    c31 = U.MultiplyAdd(x, b1, c31);
                }
            }

            if (R.Count > 4)
            {
                x = U.Broadcast(high[0]);
                c40 = U.MultiplyAdd(x, b0, c40);
                if (C.Two)
                {
                    c41 = U.MultiplyAdd(x, b1, c41);
                }

                x = U.Broadcast(high[aRow]);
                c50 = U.MultiplyAdd(x, b0, c50);
                if (C.Two)
                {
                    c51 = U.MultiplyAdd(x, b1, c51);
                }
            }

            if (R.Count > 6)
            {
                x = U.Broadcast(high[row2]);
                c60 = U.MultiplyAdd(x, b0, c60);
                if (C.Two)
                {
                    c61 = U.MultiplyAdd(x, b1, c61);
                }

                x = U.Broadcast(high[row3]);
                c70 = U.MultiplyAdd(x, b0, c70);
                if (C.Two)
                {
                    c71 = U.MultiplyAdd(x, b1, c71);
                }
            }

            low += aStep;
            high += aStep;
            b += bStep;
        }

        StoreRow<T, V, U, C>(c, c00, c01, add, mask);
        if (R.Count > 1)
        {
            StoreRow<T, V, U, C>(c + cRow, c10, c11, add, mask);
        }

        if (R.Count > 2)
        {
            StoreRow<T, V, U, C>(c + 2 * cRow, c20, c21, add, mask);
            StoreRow<T, V, U, C>(c + 3 * cRow, c30, c31, add, mask);
        }

        if (R.Count > 4)
        {
            c += 4 * cRow;
            StoreRow<T, V, U, C>(c, c40, c41, add, mask);
            StoreRow<T, V, U, C>(c + cRow, c50, c51, add, mask);
        }

        if (R.Count > 6)
        {
            StoreRow<T, V, U, C>(c + 2 * cRow, c60, c61, add, mask);
            StoreRow<T, V, U, C>(c + 3 * cRow, c70, c71, add, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<T, V, U, C>(T* c, V x0, V x1, bool add, V mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
        where C : IColumns
    {
        if (C.Two)
        {
            U.Store(c, add ? U.Add(U.Load(c), x0) : x0);
            c += U.Lanes;
            x0 = x1;
        }

        if (C.Cut)
        {
            U.Store(c, add ? U.Add(U.Load(c, mask), x0) : x0, mask);
        }
        else
        {
            U.Store(c, add ? U.Add(U.Load(c), x0) : x0);
        }
    }
}
