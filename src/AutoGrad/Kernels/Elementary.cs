using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

/// <summary>
/// The elementary and special functions of the engine, each for one number and for a vector of lanes.
/// </summary>
/// <remarks>
/// <para>
/// Accuracy is stated beside each function in ulp of the result, float and double alike unless the two are given apart.
/// It holds wherever the result is a normal number; a subnormal result is within one spacing of the subnormals of it.
/// </para>
/// <para>
/// The scalar and the vector form agree to the last bit: what comes out for a number depends neither on the width of a vector
/// nor on the place of the number in a span. A vectorised function takes its scalar form from one lane of the vector form;
/// the other functions take their vector form from the scalar one, lane by lane.
/// </para>
/// <para>Inputs that are NaN give NaN. Odd functions keep the sign of zero.</para>
/// </remarks>
internal static partial class Elementary
{
    /// <summary>A function of one number, as a type, so that <see cref="Lanewise{TFunction, T}(Vector{T})"/> can inline it.</summary>
    private interface IFunction
    {
        static abstract T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    /// <summary>A function of two numbers, as a type.</summary>
    private interface IBinaryFunction
    {
        static abstract T Of<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    private static Vector<T> Lanewise<TFunction, T>(Vector<T> x)
        where TFunction : struct, IFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector<T> y);
        ref T from = ref Unsafe.As<Vector<T>, T>(ref x);
        ref T to = ref Unsafe.As<Vector<T>, T>(ref y);
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            Unsafe.Add(ref to, i) = TFunction.Of(Unsafe.Add(ref from, i));
        }

        return y;
    }

    private static Vector<T> Lanewise<TFunction, T>(Vector<T> x, Vector<T> y)
        where TFunction : struct, IBinaryFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Vector<T> z);
        ref T first = ref Unsafe.As<Vector<T>, T>(ref x);
        ref T second = ref Unsafe.As<Vector<T>, T>(ref y);
        ref T to = ref Unsafe.As<Vector<T>, T>(ref z);
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            Unsafe.Add(ref to, i) = TFunction.Of(Unsafe.Add(ref first, i), Unsafe.Add(ref second, i));
        }

        return z;
    }

    /// <summary>c[0] + c[1] x + c[2] x² + ... by Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Polynomial(double x, ReadOnlySpan<double> c)
    {
        double sum = c[^1];
        for (int i = c.Length - 2; i >= 0; i--)
        {
            sum = double.MultiplyAddEstimate(sum, x, c[i]);
        }

        return sum;
    }
}
