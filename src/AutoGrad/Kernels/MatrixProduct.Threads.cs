using System.Numerics;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    // Blocks smaller than this pack more than they compute.
    private const int LeastTileRows = 4;
    private const int LeastVectors = 4;

    // Multiply-adds of some 400 microseconds.
    private const long SmallWork = 1 << 24;

    /// <summary>Cuts C into blocks that threads of the pool and the calling thread claim one by one, so a busy core only does fewer of them.</summary>
    private static void Split<T, V, U>(in Product<T> product, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        // A small product has no time for a second block a thread; a large one leaves more of them to the core that is free.
        int blocks = (long)product.M * product.N * product.K < SmallWork ? threads : 2 * threads;
        (int down, int across) = Cut<T, V, U>(product.M, product.N, blocks);
        int rows = RoundUp(BlockCount(product.M, down), U.TileRows);
        int columns = RoundUp(BlockCount(product.N, across), 2 * U.Lanes);
        SharedWork<Blocks<T, V, U>>.Run(new Blocks<T, V, U>(in product, rows, columns), BlockCount(product.M, rows) * BlockCount(product.N, columns), threads);
    }

    /// <summary>How many blocks of rows and of columns: so that what they read twice is least.</summary>
    /// <remarks>
    /// Blocks below each other pack the same part of B, blocks beside each other read the same part of A, which costs half as much. On
    /// two threads this choice was the fastest, or within 3 % of it, of six at 784 x 64 x 128, 256 x 1024 x 1024, 256^3 and 1024^3.
    /// </remarks>
    private static (int Down, int Across) Cut<T, V, U>(int m, int n, int blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        int mostDown = Math.Clamp(m / (LeastTileRows * U.TileRows), 1, blocks);
        int mostAcross = Math.Clamp(n / (LeastVectors * U.Lanes), 1, blocks);
        (int Down, int Across) best = (1, 1);
        long least = long.MaxValue;
        for (int down = 1; down <= mostDown; down++)
        {
            int across = Math.Min(BlockCount(blocks, down), mostAcross);
            long read = ((2L * down * n) + ((long)across * m)) * BlockCount(blocks, down * across);
            if (read < least)
            {
                (best, least) = ((down, across), read);
            }
        }

        return best;
    }

    private static int BlockCount(int length, int block) => (length + block - 1) / block;

    private static int RoundUp(int length, int multiple) => (length + multiple - 1) / multiple * multiple;

    /// <summary>The blocks of one product. Its operands stay pinned by the caller until the last block is finished.</summary>
    private readonly struct Blocks<T, V, U>(in Product<T> product, int rows, int columns) : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        private readonly Product<T> product = product;
        private readonly int across = BlockCount(product.N, columns);
        private readonly int rows = rows;
        private readonly int columns = columns;

        public void Do(int block) => Solve<T, V, U>(product.Part(block / across * rows, rows, block % across * columns, columns));
    }
}
