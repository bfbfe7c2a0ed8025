using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>erf x = 2/√π ∫ exp(-t²) dt from 0 to x. Within 2 ulp.</summary>
    /// <remarks>±1 at ±∞. Source: DLMF 7.2.1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Erf(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Erf(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Erf{T}(Vector{T})"/>
    public static T Erf<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Erf(Vector.Create(x)).ToScalar();

    /// <summary>erfc x = 1 - erf x, with full relative accuracy in the tail. Within 4 ulp (float 1).</summary>
    /// <remarks>2 at -∞, 0 at +∞. Source: DLMF 7.2.2.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erfc<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Erfc(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Erfc(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Erfc{T}(Vector{T})"/>
    public static T Erfc<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Erfc(Vector.Create(x)).ToScalar();

    /// <summary>x + x p(x²) up to 1, from there 1 - exp(-l(|x|)); p and l are minimax fits of erf(x)/x - 1 and -log erfc.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Erf(Vector<double> x)
    {
        Vector<double> size = Vector.Abs(x).AtMost(5.95);
        Vector<double> z = size * size;
        Vector<double> p = Vector.Create(5.945255584223488e-11).Horner(z, -1.136567067182716e-09).Horner(z, 1.4657883530929653e-08)
            .Horner(z, -1.635002619207727e-07).Horner(z, 1.6460972954153765e-06).Horner(z, -1.4925593518728226e-05)
            .Horner(z, 0.00012055331037551108).Horner(z, -0.0008548326978765149).Horner(z, 0.00522397762478137)
            .Horner(z, -0.02686617064507296).Horner(z, 0.11283791670954858).Horner(z, -0.3761263890318375)
            .Horner(z, 0.1283791670955126);
        Vector<double> l = Vector.Create(-1.7402372804331294e-11).Horner(size, 6.410395106038312e-10)
            .Horner(size, -1.072578290417464e-08).Horner(size, 1.0642810869748804e-07)
            .Horner(size, -6.753389952822261e-07).Horner(size, 2.610505209519579e-06)
            .Horner(size, -3.3745259809500337e-06).Horner(size, -2.8683929251861274e-05)
            .Horner(size, 0.00023219032873839798).Horner(size, -0.000922643340238337)
            .Horner(size, 0.002102444164560706).Horner(size, -0.0005878942867379369)
            .Horner(size, -0.018862373002642402).Horner(size, 0.10263592626530643).Horner(size, 0.6366682560636767)
            .Horner(size, 1.1283685489122168).Horner(size, 1.0817914236078642e-06);
        Vector<double> r = Reduce(-l, 1023, out Vector<double> shifted, out _);
        Vector<double> power = PowerOfTwo(shifted);
        Vector<double> far = Vector<double>.One - power - power * Expm1Reduced(r);
        Vector<long> near = Vector.LessThan(size, Vector<double>.One);
        return Vector.ConditionalSelect(near, Vector.MultiplyAddEstimate(x, p, x), far.WithSignOf(x));
    }

    /// <summary>x + x p(x²) up to 1, from there 1 - exp(-l(|x|)); p and l are minimax fits of erf(x)/x - 1 and -log erfc.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Erf(Vector<float> x)
    {
        Vector<float> size = Vector.Abs(x).AtMost(3.95f);
        Vector<float> z = size * size;
        Vector<float> p = Vector.Create(7.85385e-05f).Horner(z, -0.00080102024f).Horner(z, 0.0051883305f).Horner(z, -0.026853815f)
            .Horner(z, 0.112835854f).Horner(z, -0.37612626f).Horner(z, 0.12837917f);
        Vector<float> l = Vector.Create(-0.00018557043f).Horner(size, 0.0029395756f).Horner(size, -0.021805204f)
            .Horner(size, 0.103037156f).Horner(size, 0.6382259f).Horner(size, 1.1270399f).Horner(size, 0.0003537452f);
        Vector<float> r = Reduce(-l, 127, out Vector<float> shifted, out _);
        Vector<float> power = PowerOfTwo(shifted);
        Vector<float> far = Vector<float>.One - power - power * Expm1Reduced(r);
        Vector<int> near = Vector.LessThan(size, Vector<float>.One);
        return Vector.ConditionalSelect(near, Vector.MultiplyAddEstimate(x, p, x), far.WithSignOf(x));
    }

    /// <summary>exp(-x²) p(t) / (1 + 2|x|) with t = (|x| - 4) / (|x| + 4), and 2 less that for negative x.</summary>
    /// <remarks>
    /// The form is that of Shepherd and Laframboise, Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x &lt; ∞,
    /// Math. Comp. 36 (1981); p is a minimax fit on [0, 28] to 2^-59. x² is exact in two parts, since its error would be
    /// multiplied by x² in the exponential: the high part has 26 bits, so that its square is exact.
    /// Below 1/2, where t is near -1 and the terms of p cancel, 1 - erf x.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Erfc(Vector<double> x)
    {
        Vector<double> one = Vector<double>.One;
        Vector<double> size = Vector.Abs(x).AtMost(28);
        Vector<double> t = (size - Vector.Create(4.0)) / (size + Vector.Create(4.0));
        Vector<double> p = Vector.Create(1.1980967963974591e-09).Horner(t, 1.6771377582018808e-09)
            .Horner(t, -1.4070620474727555e-08).Horner(t, -1.746930555515815e-08).Horner(t, 1.1033331664305656e-07)
            .Horner(t, 7.410498530775314e-08).Horner(t, -8.25967108245305e-07).Horner(t, 2.941619422244425e-07)
            .Horner(t, 5.710197286065256e-06).Horner(t, -1.1222182987004859e-05).Horner(t, -2.439944247340637e-05)
            .Horner(t, 0.00015062172342759434).Horner(t, -0.00019925662545783432).Horner(t, -0.000757773299223129)
            .Horner(t, 0.005031969964872724).Horner(t, -0.01619773405621195).Horner(t, 0.03716751553897872)
            .Horner(t, -0.06633036581235967).Horner(t, 0.09373283499825619).Horner(t, -0.10103906603629774)
            .Horner(t, 0.06809705425469532).Horner(t, 0.015379652102619622).Horner(t, -0.13962111684056253)
            .Horner(t, 1.2329951186255526);
        Vector<double> high = Vector.AsVectorDouble(Vector.AsVectorInt64(size) & Vector.Create(~0x7FFFFFFL));
        Vector<double> r = Reduce((-(high * high)).AtLeast(-746), 2046, out Vector<double> shifted, out _);
        r -= (size - high) * (size + high);
        Vector<double> tail = Scale((one + Expm1Reduced(r)) * (p / (one + size + size)), shifted);
        tail = Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), Vector.Create(2.0) - tail, tail);
        Vector<double> z = x * x;
        Vector<double> q = Vector.Create(1.4723215353508247e-06).Horner(z, -1.4845583855143466e-05).Horner(z, 0.00012053324323886661)
            .Horner(z, -0.0008548297524748163).Horner(z, 0.005223977370332408).Horner(z, -0.026866170632716322)
            .Horner(z, 0.11283791670924816).Horner(z, -0.37612638903183465).Horner(z, 0.12837916709551256);
        return Vector.ConditionalSelect(Vector.LessThan(size, Vector.Create(0.5)), one - Vector.MultiplyAddEstimate(x, q, x), tail);
    }

    private static Vector<float> Erfc(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(ErfcShort(low), ErfcShort(high));
    }

    /// <summary>The same for floats: x² is exact, and the fits, here with t = (|x| - 3) / (|x| + 3), go to 2^-29.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ErfcShort(Vector<double> x)
    {
        Vector<double> one = Vector<double>.One;
        Vector<double> size = Vector.Abs(x).AtMost(10.2);
        Vector<double> t = (size - Vector.Create(3.0)) / (size + Vector.Create(3.0));
        Vector<double> p = Vector.Create(-0.00026717081625881044).Horner(t, -0.0007750996893833026).Horner(t, 0.002003355067195192)
            .Horner(t, 0.002566547214532832).Horner(t, -0.023798542475864683).Horner(t, 0.0682957543477908)
            .Horner(t, -0.1192707945341112).Horner(t, 0.12964643307336496).Horner(t, -0.04756240969553808)
            .Horner(t, -0.13562114010503656).Horner(t, 1.2530080592135822);
        Vector<double> r = Reduce(-(size * size), 1023, out Vector<double> shifted, out _);
        Vector<double> q = Vector.Create(0.0001990758485640314).Horner(r, 0.00139336549793067).Horner(r, 0.008333286007318842)
            .Horner(r, 0.04166646486542493).Horner(r, 0.16666666756455065).Horner(r, 0.5000000013474797);
        Vector<double> power = PowerOfTwo(shifted);
        Vector<double> exp = Vector.MultiplyAddEstimate(power, Vector.MultiplyAddEstimate(r * r, q, r), power);
        Vector<double> tail = exp * p / (one + size + size);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), Vector.Create(2.0) - tail, tail);
    }
}
