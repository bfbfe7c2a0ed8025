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
        // Rows first: a block then reads and writes whole rows, and at every shape measured took no longer than nearly square ones,
        // which took half as long again at 64 x 784 x 128, although the blocks below each other pack the same B. A small product has
        // no time for a second block a thread; a large one leaves more of them to the core that is free.
        int blocks = (long)product.M * product.N * product.K < SmallWork ? threads : 2 * threads;
        int down = Math.Clamp(product.M / (LeastTileRows * U.TileRows), 1, blocks);
        int across = (blocks + down - 1) / down;
        int rows = RoundUp(BlockCount(product.M, down), U.TileRows);
        int columns = Math.Max(RoundUp(BlockCount(product.N, across), 2 * U.Lanes), LeastVectors * U.Lanes);
        SharedWork<Blocks<T, V, U>>.Run(new Blocks<T, V, U>(in product, rows, columns), BlockCount(product.M, rows) * BlockCount(product.N, columns), threads);
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
