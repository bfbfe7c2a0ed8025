using System.Numerics;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    // The depth of one pass (KC). A packed strip of A, 8 x 256 floats, takes a quarter of a 32 KB L1 cache and stays there while the
    // panels of B stream past it.
    private const int DepthLimit = 256;

    // Bytes of one packed block of B (KC x NC). At n = 768 and 1024 half of it took 5 to 8 % longer, also where the L2 cache has 512 KB:
    // each block passes over all of A and C again. Twice as much made no difference.
    private const int BlockBytesB = 1 << 20;

    // Rows of A packed at a time (MC); 36 to 240 made no difference.
    private const int BlockRowsA = 64;

    // Up to this many bytes B is read where it lies: it fits in the L1 cache.
    private const int InPlaceBytesB = 32 << 10;

    // A is read where it lies up to so many panels of B; packing it for fewer took 5 to 30 % longer, at n = 64 to 1024 with AVX2.
    private const int LeastPanelsToPackA = 64;

    // The same for a transposed A, of which a strip touches as many pages as it is deep.
    private const int LeastPanelsToPackTransposedA = 8;

    /// <summary>
    /// The blocked product. The sums are cut at the same depths for every element, by k alone, and each pass is stored or added by
    /// one tile; so neither the blocking nor the choice of what to pack can be seen in the result.
    /// </summary>
    private static void Tiles<T, V, U>(in Product<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        int m = product.M, n = product.N, k = product.K;
        int tileColumns = 2 * U.Lanes, tileRows = U.TileRows;

        // Passes of equal depth, so that the last one is not a stump.
        int passes = (k + DepthLimit - 1) / DepthLimit;
        int passDepth = (k + passes - 1) / passes;

        bool packB = product.BColumn != 1 || (m > 2 * tileRows && (long)k * n * sizeof(T) > InPlaceBytesB);
        int leastPanels = product.AStep == 1 ? LeastPanelsToPackA : LeastPanelsToPackTransposedA;
        bool packA = n > leastPanels * tileColumns && m >= tileRows;

        int blockColumns = n;
        if (packB)
        {
            int limit = Math.Max(BlockBytesB / (passDepth * sizeof(T)) / tileColumns, 1) * tileColumns;
            blockColumns = Math.Min(limit, (n + tileColumns - 1) / tileColumns * tileColumns);
        }

        int blockRows = BlockRowsA / tileRows * tileRows;
        T* packedA = null;
        T* packedB = null;
        if (packA || packB)
        {
            nint sizeA = packA ? (nint)Math.Min(blockRows, RoundUp(m, tileRows)) * passDepth : 0;
            sizeA = (sizeA + 15) & ~15;
            packedA = Scratch<T>(sizeA + (packB ? (nint)blockColumns * passDepth : 0));
            packedB = packedA + sizeA;
        }

        for (int column = 0; column < n; column += blockColumns)
        {
            int columns = Math.Min(blockColumns, n - column);
            for (int pass = 0; pass < k; pass += passDepth)
            {
                int depth = Math.Min(passDepth, k - pass);
                bool add = product.Accumulate || pass > 0;
                T* b = product.B + (pass * product.BStep) + (column * product.BColumn);
                nint bStep = product.BStep, bPanel = tileColumns;
                if (packB)
                {
                    Pack<T, V, U>(b, product.BColumn, product.BStep, columns, depth, packedB, tileColumns);
                    b = packedB;
                    bStep = tileColumns;
                    bPanel = (nint)depth * tileColumns;
                }

                for (int row = 0; row < m; row += blockRows)
                {
                    int rows = Math.Min(blockRows, m - row);
                    T* a = product.A + (row * product.ARow) + (pass * product.AStep);
                    nint aRow = product.ARow, aStep = product.AStep, aStrip = product.ARow * tileRows;
                    if (packA)
                    {
                        Pack<T, V, U>(a, product.ARow, product.AStep, rows, depth, packedA, tileRows);
                        a = packedA;
                        aRow = 1;
                        aStep = tileRows;
                        aStrip = (nint)depth * tileRows;
                    }

                    T* c = product.C + (row * product.CRow) + column;
                    for (int i = 0; i < rows; i += tileRows)
                    {
                        StripOfTiles<T, V, U>(Math.Min(tileRows, rows - i), columns, depth, a, aRow, aStep, b, bStep, bPanel, c, product.CRow, add);
                        a += aStrip;
                        c += tileRows * product.CRow;
                    }
                }
            }
        }
    }

    /// <summary>One strip of rows of A, at most the height of a tile, against all panels of B.</summary>
    private static void StripOfTiles<T, V, U>(
        int rows, int columns, int depth, T* a, nint aRow, nint aStep, T* b, nint bStep, nint bPanel, T* c, nint cRow, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct
        where U : IVectorUnit<T, V>
    {
        int tileColumns = 2 * U.Lanes;
        for (; columns >= tileColumns; columns -= tileColumns)
        {
            Strip<T, V, U, TwoVectors>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, add, default);
            b += bPanel;
            c += tileColumns;
        }

        if (columns > U.Lanes)
        {
            Strip<T, V, U, TwoVectorsCut>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, add, U.Mask(columns - U.Lanes));
        }
        else if (columns > 0)
        {
            Strip<T, V, U, OneVectorCut>(rows, depth, a, aRow, aStep, b, bStep, c, cRow, add, U.Mask(columns));
        }
    }
}
