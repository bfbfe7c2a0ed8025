using System.Numerics;
using System.Numerics.Tensors;
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
            Run(new UnaryPull<T, TOperation>(operation, px, py, pu, upstream.Length, pa, adjoint.Length, accumulate), adjoint.Length, threads);
        }
    }

    /// <summary>The value of an operation on two or three operands, each of the result's length or one repeated element.</summary>
    public static void Run<T, TOperation>(
        BroadcastingRecorder<T, TOperation> recorder, in TOperation operation, in Operands<T> operands, Span<T> y, bool accumulate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        fixed (T* a = operands.A, b = operands.B, c = operands.C, py = y)
        {
            var pieces = new Pieces<T>(a, operands.A.Length, b, operands.B.Length, c, operands.C.Length, y.Length);
            Run(new Evaluation<T, TOperation>(recorder, operation, pieces, py, accumulate), y.Length, threads);
        }
    }

    /// <summary>The gradient by one of two or three operands, each of the result's length or one repeated element.</summary>
    public static void Run<T, TOperation>(
        BroadcastingRecorder<T, TOperation> recorder,
        in TOperation operation,
        int operand,
        in Operands<T> operands,
        ReadOnlySpan<T> y,
        ReadOnlySpan<T> upstream,
        Span<T> adjoint,
        bool accumulate,
        int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        fixed (T* a = operands.A, b = operands.B, c = operands.C, py = y, pu = upstream, pa = adjoint)
        {
            var pieces = new Pieces<T>(a, operands.A.Length, b, operands.B.Length, c, operands.C.Length, adjoint.Length);
            Run(new Pulls<T, TOperation>(recorder, operation, operand, pieces, py, pu, upstream.Length, pa, accumulate), adjoint.Length, threads);
        }
    }

    /// <summary>x += factor * d, as the update of a parameter has it.</summary>
    public static void Add<T>(ReadOnlySpan<T> d, T factor, Span<T> x, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block)
        {
            TensorPrimitives.MultiplyAdd(d, factor, x, x);
            return;
        }

        // In blocks on one thread as well: above 256 KB TensorPrimitives stores past the caches, and the next step reads the result.
        threads = IsWorthSharing(x.Length, threads) ? threads : 1;
        fixed (T* pd = d, px = x)
        {
            Run(new Addition<T>(pd, factor, px, x.Length), x.Length, threads);
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

    private readonly struct UnaryPull<T, TOperation>(
        TOperation operation, T* x, T* y, T* upstream, int upstreamLength, T* adjoint, int length, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        private readonly T* x = x;
        private readonly T* y = y;
        private readonly T* upstream = upstream;
        private readonly T* adjoint = adjoint;

        public void Do(int block) => UnaryLoop.Pull<T, TOperation>(
            operation, Part(x, length, block, length), Part(y, length, block, length), Part(upstream, upstreamLength, block, length), Part(adjoint, block, length), accumulate);
    }

    /// <summary>The operands of an operation on two or three operands, block by block.</summary>
    private readonly struct Pieces<T>(T* a, int lengthA, T* b, int lengthB, T* c, int lengthC, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T* a = a;
        private readonly T* b = b;
        private readonly T* c = c;

        public int Length => length;

        public Operands<T> At(int block) => new(
            Part(a, lengthA, block, length), Part(b, lengthB, block, length), lengthC == 0 ? default : Part(c, lengthC, block, length));
    }

    private readonly struct Evaluation<T, TOperation>(
        BroadcastingRecorder<T, TOperation> recorder, TOperation operation, Pieces<T> pieces, T* y, bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        private readonly T* y = y;

        public void Do(int block) => recorder.EvaluateBlock(operation, pieces.At(block), Part(y, block, pieces.Length), accumulate);
    }

    private readonly struct Pulls<T, TOperation>(
        BroadcastingRecorder<T, TOperation> recorder,
        TOperation operation,
        int operand,
        Pieces<T> pieces,
        T* y,
        T* upstream,
        int upstreamLength,
        T* adjoint,
        bool accumulate) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        private readonly T* y = y;
        private readonly T* upstream = upstream;
        private readonly T* adjoint = adjoint;

        public void Do(int block) => recorder.PullBlock(
            operation,
            operand,
            pieces.At(block),
            Part(y, block, pieces.Length),
            Part(upstream, upstreamLength, block, pieces.Length),
            Part(adjoint, block, pieces.Length),
            accumulate);
    }

    private readonly struct Addition<T>(T* d, T factor, T* x, int length) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T* d = d;
        private readonly T* x = x;

        public void Do(int block) => TensorPrimitives.MultiplyAdd(Part(d, length, block, length), factor, Part(x, block, length), Part(x, block, length));
    }
}
