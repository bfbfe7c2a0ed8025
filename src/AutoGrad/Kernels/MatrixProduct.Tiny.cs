using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    /// <summary>Three plain loops; also all the empty shapes (k = 0 writes the empty sum, zero).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiny<T>(
        int m, int n, int k, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint bColumn, ref T c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            ref T column = ref b;
            for (int j = 0; j < n; j++)
            {
                T sum = T.Zero;
                ref T x = ref a;
                ref T y = ref column;
                for (int p = 0; p < k; p++)
                {
                    sum += x * y;
                    x = ref Unsafe.Add(ref x, aStep);
                    y = ref Unsafe.Add(ref y, bStep);
                }

                c = accumulate ? c + sum : sum;
                c = ref Unsafe.Add(ref c, 1);
                column = ref Unsafe.Add(ref column, bColumn);
            }

            a = ref Unsafe.Add(ref a, aRow);
        }
    }
}
