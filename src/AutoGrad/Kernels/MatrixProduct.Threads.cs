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
        // Nearly square blocks, two for a thread or a few more: each block packs its own operands, which costs (1/rows + 1/columns) of
        // its work. Four for a thread took 5 % longer at n = 1024.
        int rows = product.M, columns = product.N;
        int leastRows = 4 * U.TileRows, leastColumns = 4 * U.Lanes;
        while ((long)BlockCount(product.M, rows) * BlockCount(product.N, columns) < 2L * threads)
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
