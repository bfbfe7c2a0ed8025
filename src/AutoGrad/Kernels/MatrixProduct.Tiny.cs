using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static unsafe partial class MatrixProduct
{
    /// <summary>
    /// Plain loops; also all the empty shapes (k = 0 writes the empty sum, zero). The first four terms of each sum are written out and the
    /// row of A they need stays in registers: in networks of a few neurons that is all there is, and a loop over so few costs more.
    /// </summary>
    private static void Tiny<T>(
        int m, int n, int k, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint bColumn, ref T c, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (k == 0)
        {
            for (int i = accumulate ? m * n : 0; i < m * n; i++)
            {
                Unsafe.Add(ref c, i) = T.Zero;
            }

            return;
        }

        for (; m > 0; m--)
        {
            T x0 = a, x1 = default, x2 = default, x3 = default;
            if (k > 1)
            {
                x1 = Unsafe.Add(ref a, aStep);
            }

            if (k > 2)
            {
                x2 = Unsafe.Add(ref a, aStep * 2);
            }

            if (k > 3)
            {
                x3 = Unsafe.Add(ref a, aStep * 3);
            }

            ref T y = ref b;
            for (int j = n; j > 0; j--)
            {
                T sum = x0 * y;
                if (k > 1)
                {
                    sum += x1 * Unsafe.Add(ref y, bStep);
                }

                if (k > 2)
                {
                    sum += x2 * Unsafe.Add(ref y, bStep * 2);
                }

                if (k > 3)
                {
                    sum += x3 * Unsafe.Add(ref y, bStep * 3);
                }

                for (int p = 4; p < k; p++)
                {
                    sum += Unsafe.Add(ref a, p * aStep) * Unsafe.Add(ref y, p * bStep);
                }

                c = accumulate ? c + sum : sum;
                c = ref Unsafe.Add(ref c, 1);
                y = ref Unsafe.Add(ref y, bColumn);
            }

            a = ref Unsafe.Add(ref a, aRow);
        }
    }
}
