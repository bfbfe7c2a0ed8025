using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGrad.Kernels;

/// <summary>Products of dense row-major matrices, in place where the shape allows it, packed and blocked for the caches where it does not.</summary>
/// <remarks>
/// Structure of the blocked path: K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34 (2008),
/// with A and B trading places because C is row-major: vectors run along the rows of B.
/// </remarks>
internal static unsafe partial class MatrixProduct
{
    // Up to here three plain loops are faster than setting up a register tile.
    private const int TinyWork = 32;

    // Below this many multiply-adds (some 20 microseconds) waking another thread costs more than it saves.
    private const long SplitWork = 1 << 20;

    /// <summary>C = op(A) op(B), or C + op(A) op(B) when <paramref name="accumulate"/>: (m, k) x (k, n) -> (m, n).</summary>
    /// <param name="m">Rows of C, 0 or more.</param>
    /// <param name="n">Columns of C, 0 or more.</param>
    /// <param name="k">Length of the sums, 0 or more; empty sums are zero.</param>
    /// <param name="a">A, m x k, or k x m when <paramref name="transposeA"/>; dense, row-major.</param>
    /// <param name="transposeA">Whether op(A) is the transpose of A.</param>
    /// <param name="b">B, k x n, or n x k when <paramref name="transposeB"/>; dense, row-major.</param>
    /// <param name="transposeB">Whether op(B) is the transpose of B.</param>
    /// <param name="c">C, m x n, dense, row-major; overlaps neither operand.</param>
    /// <param name="accumulate">Whether the product is added to C instead of replacing it.</param>
    /// <param name="threads">The most threads to use; the result is bitwise the same for any number.</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape says.</exception>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, bool accumulate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The widest unit of this processor; the JIT keeps one of the three calls.
        if (Unit512<T>.IsSupported)
        {
            Multiply<T, Vector512<T>, Unit512<T>>(m, n, k, a, transposeA, b, transposeB, c, accumulate, threads);
        }
        else if (Unit256<T>.IsSupported)
        {
            Multiply<T, Vector256<T>, Unit256<T>>(m, n, k, a, transposeA, b, transposeB, c, accumulate, threads);
        }
        else
        {
            Multiply<T, Vector<T>, UnitPortable<T>>(m, n, k, a, transposeA, b, transposeB, c, accumulate, threads);
        }
    }

    /// <summary>The same, on the vector unit <typeparamref name="U"/>, which the processor must support.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Multiply<T, V, U>(
        int m, int n, int k, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        long work = (long)m * n * k;
        if ((m | n | k) < 0 || a.Length < (long)m * k || b.Length < (long)k * n || c.Length < (long)m * n)
        {
            ThrowShape(m, n, k, a.Length, b.Length, c.Length);
        }

        if (work <= TinyWork)
        {
            Tiny(
                m, n, k,
                ref MemoryMarshal.GetReference(a), transposeA ? 1 : k, transposeA ? m : 1,
                ref MemoryMarshal.GetReference(b), transposeB ? 1 : n, transposeB ? k : 1,
                ref MemoryMarshal.GetReference(c), accumulate);
            return;
        }

        Large<T, V, U>(m, n, k, a, transposeA, b, transposeB, c, accumulate, threads);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Large<T, V, U>(
        int m, int n, int k, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        fixed (T* pa = a, pb = b, pc = c)
        {
            var product = new Product<T>
            {
                M = m,
                N = n,
                K = k,
                A = pa,
                ARow = transposeA ? 1 : k,
                AStep = transposeA ? m : 1,
                B = pb,
                BStep = transposeB ? 1 : n,
                BColumn = transposeB ? k : 1,
                C = pc,
                CRow = n,
                Accumulate = accumulate,
                Path = Path.Tiles,
            };

            if (n == 1)
            {
                // A column is a row: C' = B' A'.
                product.M = 1;
                product.N = m;
                product.A = pb;
                product.B = pa;
                product.BStep = product.AStep;
                product.BColumn = product.ARow;
                product.ARow = k;
                product.AStep = 1;
                product.CRow = m;
            }

            // Chosen here, from the whole shape, and never again for a part of it: the paths sum in different orders.
            if (product.M == 1)
            {
                product.Path = product.BStep == 1 ? Path.Dots : Path.Combination;
            }
            else if (k == 1)
            {
                product.Path = Path.Outer;
            }

            if ((long)m * n * k >= SplitWork && SharedWork<Blocks<T, V, U>>.IsReady(threads))
            {
                Split<T, V, U>(in product, threads);
            }
            else
            {
                Solve<T, V, U>(in product);
            }
        }
    }

    private static void Solve<T, V, U>(in Product<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        switch (product.Path)
        {
            case Path.Dots:
                Dots<T, V, U>(product.N, product.K, product.B, product.BColumn, product.A, product.C, product.Accumulate);
                break;
            case Path.Combination:
                Combination<T, V, U>(product.N, product.K, product.A, product.B, product.BStep, product.C, product.Accumulate);
                break;
            case Path.Outer:
                Outer<T, V, U>(product.M, product.N, product.A, product.B, product.C, product.CRow, product.Accumulate);
                break;
            default:
                Tiles<T, V, U>(in product);
                break;
        }
    }

    private static void ThrowShape(int m, int n, int k, int a, int b, int c) => throw new ArgumentException(
        $"matrix product ({m}, {k}) x ({k}, {n}): the spans of A, B and C have {a}, {b} and {c} elements");

    private enum Path
    {
        /// <summary>Register tiles.</summary>
        Tiles,

        /// <summary>One row times a transposed matrix: each element is a dot product of two contiguous runs.</summary>
        Dots,

        /// <summary>One row times a matrix: a linear combination of contiguous rows.</summary>
        Combination,

        /// <summary>One column times one row.</summary>
        Outer,
    }

    /// <summary>A product, or a part of one: element (i, p) of A is <c>A[i * ARow + p * AStep]</c>, element (p, j) of B <c>B[p * BStep + j * BColumn]</c>.</summary>
    private struct Product<T>
        where T : unmanaged
    {
        public int M;
        public int N;
        public int K;
        public T* A;
        public nint ARow;
        public nint AStep;
        public T* B;
        public nint BStep;
        public nint BColumn;
        public T* C;
        public nint CRow;
        public bool Accumulate;
        public Path Path;

        /// <summary>The part with rows <paramref name="i"/>.. and columns <paramref name="j"/>.. of C.</summary>
        public readonly Product<T> Part(int i, int rows, int j, int columns)
        {
            Product<T> part = this;
            part.M = Math.Min(rows, M - i);
            part.N = Math.Min(columns, N - j);
            part.A += i * ARow;
            part.B += j * BColumn;
            part.C += (i * CRow) + j;
            return part;
        }
    }
}
