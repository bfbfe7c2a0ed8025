using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    /// <summary>
    /// Three plain loops; also all the empty shapes (k = 0 writes the empty sum, zero). Sums of one and two terms, which are all there is in
    /// networks of two neurons, are written out: a loop over so few costs more than the arithmetic.
    /// </summary>
    private static void Tiny<T>(
        int m, int n, int k, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint bColumn, ref T c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            ref T y = ref b;
            if (k == 2)
            {
                T x0 = a, x1 = Unsafe.Add(ref a, aStep);
                for (int j = 0; j < n; j++)
                {
                    T sum = (x0 * y) + (x1 * Unsafe.Add(ref y, bStep));
                    c = accumulate ? c + sum : sum;
                    c = ref Unsafe.Add(ref c, 1);
                    y = ref Unsafe.Add(ref y, bColumn);
                }
            }
            else if (k == 1)
            {
                T x = a;
                for (int j = 0; j < n; j++)
                {
                    T sum = x * y;
                    c = accumulate ? c + sum : sum;
                    c = ref Unsafe.Add(ref c, 1);
                    y = ref Unsafe.Add(ref y, bColumn);
                }
            }
            else
            {
                for (int j = 0; j < n; j++)
                {
                    T sum = T.Zero;
                    nint q = 0, r = 0;
                    for (int p = 0; p < k; p++)
                    {
                        sum += Unsafe.Add(ref a, q) * Unsafe.Add(ref y, r);
                        q += aStep;
                        r += bStep;
                    }

                    c = accumulate ? c + sum : sum;
                    c = ref Unsafe.Add(ref c, 1);
                    y = ref Unsafe.Add(ref y, bColumn);
                }
            }

            a = ref Unsafe.Add(ref a, aRow);
        }
    }
}
