using System.Numerics;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    /// <summary>Cuts C into blocks that threads of the pool and the calling thread claim one by one, so a busy core only does fewer of them.</summary>
    private static void Split<T, V, U>(in Product<T> product, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        // Nearly square blocks, about four for a thread: each block packs its own operands, which costs (1/rows + 1/columns) of its work.
        int rows = product.M, columns = product.N;
        int leastRows = 4 * U.TileRows, leastColumns = 8 * U.Lanes;
        while (Blocks(product.M, rows) * Blocks(product.N, columns) < 4L * threads)
        {
            if (rows >= columns && rows > leastRows)
            {
                rows = RoundUp((rows + 1) / 2, U.TileRows);
            }
            else if (columns > leastColumns)
            {
                columns = RoundUp((columns + 1) / 2, 2 * U.Lanes);
            }
            else if (rows > leastRows)
            {
                rows = RoundUp((rows + 1) / 2, U.TileRows);
            }
            else
            {
                break;
            }
        }

        new SharedProduct<T, V, U>(in product, rows, columns).Run(threads);
    }

    private static int Blocks(int length, int block) => (length + block - 1) / block;

    private static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;

    private sealed class SharedProduct<T, V, U>(in Product<T> product, int rows, int columns) : IThreadPoolWorkItem
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        private readonly Product<T> _product = product;
        private readonly int _across = Blocks(product.N, columns);
        private readonly int _blocks = Blocks(product.M, rows) * Blocks(product.N, columns);
        private int _claimed = -1;
        private int _finished;
        private Exception? _failure;

        public void Run(int threads)
        {
            for (int i = Math.Min(threads, _blocks) - 1; i > 0; i--)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Execute();

            // What is left are blocks already being worked on. The operands stay pinned by the caller until the last is finished; a
            // helper that starts later finds nothing to claim and touches no memory.
            var wait = default(SpinWait);
            while (Volatile.Read(ref _finished) < _blocks)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            if (_failure is not null)
            {
                throw new InvalidOperationException("A thread of the matrix product failed.", _failure);
            }
        }

        public void Execute()
        {
            for (int block; (block = Interlocked.Increment(ref _claimed)) < _blocks;)
            {
                try
                {
                    Solve<T, V, U>(_product.Part(block / _across * rows, rows, block % _across * columns, columns));
                }
                catch (OutOfMemoryException e)
                {
                    _failure = e;
                }

                Interlocked.Increment(ref _finished);
            }
        }
    }
}
