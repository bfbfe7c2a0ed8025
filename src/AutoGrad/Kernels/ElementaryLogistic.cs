using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>1 / (1 + e⁻ˣ), with no overflow on the way. Within 3 ulp.</summary>
    /// <remarks>0 at -∞, 1 at +∞.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Sigmoid(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Sigmoid(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Sigmoid{T}(Vector{T})"/>
    public static T Sigmoid<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sigmoid(Vector.Create(x)).ToScalar();

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + exp(-|x|)). Within 3 ulp.</summary>
    /// <remarks>0 at -∞, x for large x.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector.As<float, T>(Softplus(Vector.As<T, float>(x)))
        : Vector.As<double, T>(Softplus(Vector.As<T, double>(x)));

    /// <inheritdoc cref="Softplus{T}(Vector{T})"/>
    public static T Softplus<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softplus(Vector.Create(x)).ToScalar();

    /// <summary>exp(-|x|): the power of two is raised by 2^540 and lowered again, so that the result may be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpOfMinusAbs(Vector<double> x)
    {
        Vector<double> r = Reduce((-Vector.Abs(x)).AtLeast(-746), 1563, out Vector<double> shifted, out _);
        Vector<double> power = PowerOfTwo(shifted);
        return Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power) * Vector.Create(1 / 3.599131035634557e162);
    }

    /// <summary>
    /// c / (c + c e⁻ˣ), with c = 2^-540 so that neither e⁻ˣ nor the result leaves the range where the other is still of interest:
    /// c alone lowers the quotient to a subnormal, with one rounding. From 40 up the result is 1.
    /// </summary>
    /// <remarks>x = -n log 2 + r as in <see cref="Reduce(Vector{double}, double, out Vector{double}, out Vector{double})"/>; e⁻ʳ by a minimax fit to 2^-58.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> bounded = x.AtLeast(-746).AtMost(40);
        Vector<double> shifted = Vector.MultiplyAddEstimate(bounded, Vector.Create(-LogTwoReciprocal), Vector.Create(Rounder + (1023 - 540)));
        Vector<double> n = shifted - Vector.Create(Rounder + (1023 - 540));
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(LogTwoHigh), bounded);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(LogTwoLow), r);
        Vector<double> e = Vector.Create(-2.4994257092666845e-08).Horner(r, 2.76323679704251e-07).Horner(r, -2.7557623105475206e-06)
            .Horner(r, 2.4801486320738795e-05).Horner(r, -0.0001984126943149003).Horner(r, 0.0013888888951410093)
            .Horner(r, -0.008333333333560157).Horner(r, 0.041666666666492075).Horner(r, -0.16666666666666166)
            .Horner(r, 0.5000000000000018).Horner(r, -1).Horner(r, 1);
        Vector<double> c = Vector.Create(1 / 3.599131035634557e162);
        return c / Vector.MultiplyAddEstimate(PowerOfTwo(shifted), e, c);
    }

    /// <summary>With d = e / (1 + e/2), log(1 + e) = 2 artanh(d/2) = d + d³ q(d²); q is a minimax fit on [0, 4/9].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Softplus(Vector<double> x)
    {
        Vector<double> e = ExpOfMinusAbs(x);
        Vector<double> d = e / Vector.MultiplyAddEstimate(e, Vector.Create(0.5), Vector<double>.One);
        Vector<double> w = d * d;
        Vector<double> q = Vector.Create(7.718834020779924e-08).Horner(w, 1.676367758131916e-07).Horner(w, 9.157955307971124e-07)
            .Horner(w, 4.063070787257582e-06).Horner(w, 1.878123529731277e-05).Horner(w, 8.87782653800422e-05)
            .Horner(w, 0.00043402778773846996).Horner(w, 0.0022321428567929195).Horner(w, 0.012500000000004764)
            .Horner(w, 0.08333333333333333);
        return x.AtLeast(0) + Vector.MultiplyAddEstimate(d * w, q, d);
    }

    /// <summary>exp(-|x|): the power of two is raised by 2^64 and lowered again, so that the result may be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpOfMinusAbs(Vector<float> x)
    {
        Vector<float> r = Reduce((-Vector.Abs(x)).AtLeast(-104), 191, out Vector<float> shifted, out _);
        Vector<float> power = PowerOfTwo(shifted);
        return Vector.MultiplyAddEstimate(power, Expm1Reduced(r), power) * Vector.Create(1 / 18446744073709551616f);
    }

    /// <summary>c / (c + c e⁻ˣ), with c = 2^-32, as in double. From 20 up the result is 1; e⁻ʳ by a minimax fit to 2^-29.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sigmoid(Vector<float> x)
    {
        Vector<float> bounded = x.AtLeast(-104).AtMost(20);
        Vector<float> shifted = Vector.MultiplyAddEstimate(bounded, Vector.Create(-LogTwoReciprocalF), Vector.Create(RounderF + (127 - 32)));
        Vector<float> n = shifted - Vector.Create(RounderF + (127 - 32));
        Vector<float> r = Vector.MultiplyAddEstimate(n, Vector.Create(LogTwoHighF), bounded);
        r = Vector.MultiplyAddEstimate(n, Vector.Create(LogTwoLowF), r);
        Vector<float> e = Vector.Create(0.0013836795f).Horner(r, -0.008374857f).Horner(r, 0.04166823f).Horner(r, -0.1666642f)
            .Horner(r, 0.4999999f).Horner(r, -1).Horner(r, 1);
        Vector<float> c = Vector.Create(1 / 4294967296f);
        return c / Vector.MultiplyAddEstimate(PowerOfTwo(shifted), e, c);
    }

    /// <summary>With d = e / (1 + e/2), log(1 + e) = 2 artanh(d/2) = d + d³ q(d²); q is a minimax fit on [0, 4/9].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Softplus(Vector<float> x)
    {
        Vector<float> e = ExpOfMinusAbs(x);
        Vector<float> d = e / Vector.MultiplyAddEstimate(e, Vector.Create(0.5f), Vector<float>.One);
        Vector<float> w = d * d;
        Vector<float> q = Vector.Create(0.00011354381f).Horner(w, 0.0004238292f).Horner(w, 0.0022338133f).Horner(w, 0.012499905f)
            .Horner(w, 0.083333336f);
        return x.AtLeast(0) + Vector.MultiplyAddEstimate(d * w, q, d);
    }
}
