using System.Numerics;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Long elementwise loops cut into blocks for several threads. Elements do not depend on each other, so bits do not depend on the cut.</summary>
internal static unsafe class ElementwiseWork
{
    // 16,384 elements keep a core busy for some microseconds and its operands in the L2 cache; fewer than four such blocks
    // are done before a second thread has woken up.
    private const int Block = 1 << 14;
    private const int Least = 4 * Block;

    public static bool IsWorthSharing(int length, int threads) => length >= Least && threads > 1;

    /// <summary>y = f(x), or y += f(x).</summary>
    public static void Evaluate<T, TOperation>(in TOperation operation, ReadOnlySpan<T> x, Span<T> y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        fixed (T* px = x, py = y)
        {
            Run(new UnaryEvaluation<T, TOperation>(operation, px, py, y.Length, accumulate), y.Length, threads);
        }
    }

    /// <summary>xBar = yBar f'(x, y), or xBar += the same.</summary>
    public static void Pull<T, TOperation>(
        in TOperation operation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> adjoint, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        fixed (T* px = x, py = y, pu = upstream, pa = adjoint)
        {
            Run(new UnaryPull<T, TOperation>(operation, px, py, pu, pa, adjoint.Length, accumulate), adjoint.Length, threads);
        }
    }

    /// <summary>y = f(a, b), or y += f(a, b).</summary>
    public static void Evaluate<T, TOperation>(in TOperation operation, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        fixed (T* pa = a, pb = b, py = y)
        {
            Run(new BinaryEvaluation<T, TOperation>(operation, pa, a.Length, pb, b.Length, py, y.Length, accumulate), y.Length, threads);
        }
    }

    private static void Run<TWork>(in TWork work, int length, int threads)
        where TWork : struct, IBlockWork
        => SharedWork<TWork>.Run(work, (int)(((long)length + Block - 1) / Block), threads);

    /// <summary>One block of an operand; a repeated element is the same in every block.</summary>
    private static ReadOnlySpan<T> Part<T>(T* data, int length, int block, int whole)
        where T : unmanaged
    {
        int start = block * Block;
        return length == whole ? new ReadOnlySpan<T>(data + start, Math.Min(Block, whole - start)) : new ReadOnlySpan<T>(data, length);
    }

    private static Span<T> Part<T>(T* data, int block, int whole)
        where T : unmanaged
        => new(data + (block * Block), Math.Min(Block, whole - (block * Block)));

    private readonly struct UnaryEvaluation<T, TOperation>(TOperation operation, T* x, T* y, int length, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        private readonly T* x = x;
        private readonly T* y = y;

        public void Do(int block) => UnaryLoop.Evaluate(operation, Part(x, length, block, length), Part(y, block, length), accumulate);
    }

    private readonly struct UnaryPull<T, TOperation>(TOperation operation, T* x, T* y, T* upstream, T* adjoint, int length, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        private readonly T* x = x;
        private readonly T* y = y;
        private readonly T* upstream = upstream;
        private readonly T* adjoint = adjoint;

        public void Do(int block) => UnaryLoop.Pull<T, TOperation>(
            operation, Part(x, length, block, length), Part(y, length, block, length), Part(upstream, length, block, length), Part(adjoint, block, length), accumulate);
    }

    private readonly struct BinaryEvaluation<T, TOperation>(TOperation operation, T* a, int lengthA, T* b, int lengthB, T* y, int length, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        private readonly T* a = a;
        private readonly T* b = b;
        private readonly T* y = y;

        public void Do(int block) =>
            BinaryLoop.Evaluate(operation, Part(a, lengthA, block, length), Part(b, lengthB, block, length), Part(y, block, length), accumulate);
    }
}
