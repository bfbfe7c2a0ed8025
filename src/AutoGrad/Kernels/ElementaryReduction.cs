using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    private const double LogTwoHigh = 0.693147180559663, LogTwoLow = 2.8235290563031577e-13, LogTwoReciprocal = 1.4426950408889634;
    private const float LogTwoHighF = 0.693359375f, LogTwoLowF = -0.00021219444f, LogTwoReciprocalF = 1.442695f;

    /// <summary>1.5 x 2^52: a sum with it is rounded to an integer, which stands in the low bits of the sum.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>1.5 x 2^23.</summary>
    private const float RounderF = 12582912;

    /// <summary>One step of Horner's rule: sum x + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Horner(this Vector<double> sum, Vector<double> x, double c) =>
        Vector.MultiplyAddEstimate(sum, x, Vector.Create(c));

    /// <inheritdoc cref="Horner(Vector{double}, Vector{double}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Horner(this Vector<float> sum, Vector<float> x, float c) =>
        Vector.MultiplyAddEstimate(sum, x, Vector.Create(c));

    /// <summary>x = n log 2 + r, |r| at most log(2) / 2; n, raised by the bias, is in the low bits of <paramref name="shifted"/>.</summary>
    /// <remarks>n has at most 11 bits and LogTwoHigh 41, so that their product is exact (in float 8 and 9).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Reduce(Vector<double> x, double bias, out Vector<double> shifted, out Vector<double> n)
    {
        shifted = Vector.MultiplyAddEstimate(x, Vector.Create(LogTwoReciprocal), Vector.Create(Rounder + bias));
        n = shifted - Vector.Create(Rounder + bias);
        Vector<double> r = Vector.MultiplyAddEstimate(n, Vector.Create(-LogTwoHigh), x);
        return Vector.MultiplyAddEstimate(n, Vector.Create(-LogTwoLow), r);
    }

    /// <inheritdoc cref="Reduce(Vector{double}, double, out Vector{double}, out Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Reduce(Vector<float> x, float bias, out Vector<float> shifted, out Vector<float> n)
    {
        shifted = Vector.MultiplyAddEstimate(x, Vector.Create(LogTwoReciprocalF), Vector.Create(RounderF + bias));
        n = shifted - Vector.Create(RounderF + bias);
        Vector<float> r = Vector.MultiplyAddEstimate(n, Vector.Create(-LogTwoHighF), x);
        return Vector.MultiplyAddEstimate(n, Vector.Create(-LogTwoLowF), r);
    }

    /// <summary>2^n where the low bits of <paramref name="shifted"/> hold n + 1023: they become the exponent field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<double> shifted) =>
        Vector.AsVectorDouble(Vector.ShiftLeft(Vector.AsVectorInt64(shifted), 52));

    /// <summary>2^n where the low bits of <paramref name="shifted"/> hold n + 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> shifted) =>
        Vector.AsVectorSingle(Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23));

    /// <summary>y 2^n, with n + 2046 in the low bits of <paramref name="shifted"/>: two steps, so that y 2^n may be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Scale(Vector<double> y, Vector<double> shifted)
    {
        Vector<ulong> whole = Vector.AsVectorUInt64(shifted);
        Vector<ulong> half = Vector.ShiftRightLogical(whole, 1);
        return y * Vector.AsVectorDouble(Vector.ShiftLeft(half, 52)) * Vector.AsVectorDouble(Vector.ShiftLeft(whole - half, 52));
    }

    /// <summary>y 2^n where the low bits of <paramref name="shifted"/> hold n + 254.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Scale(Vector<float> y, Vector<float> shifted)
    {
        Vector<uint> whole = Vector.AsVectorUInt32(shifted);
        Vector<uint> half = Vector.ShiftRightLogical(whole, 1);
        return y * Vector.AsVectorSingle(Vector.ShiftLeft(half, 23)) * Vector.AsVectorSingle(Vector.ShiftLeft(whole - half, 23));
    }

    /// <summary>eʳ - 1 for |r| at most log(2) / 2: r + r² q(r), q a minimax fit to 2^-58.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Expm1Reduced(Vector<double> r)
    {
        Vector<double> q = Vector.Create(2.0921589370829142e-09).Horner(r, 2.510521838664829e-08).Horner(r, 2.7557252912472866e-07)
            .Horner(r, 2.7557255396471e-06).Horner(r, 2.480158734733946e-05).Horner(r, 0.0001984126987482399)
            .Horner(r, 0.0013888888888874398).Horner(r, 0.008333333333326134).Horner(r, 0.041666666666666685)
            .Horner(r, 0.1666666666666667).Horner(r, 0.5);
        return Vector.MultiplyAddEstimate(r * r, q, r);
    }

    /// <summary>eʳ - 1 for |r| at most log(2) / 2: r + r² q(r), q a minimax fit to 2^-28.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Expm1Reduced(Vector<float> r)
    {
        Vector<float> q = Vector.Create(0.00019907585f).Horner(r, 0.0013933654f).Horner(r, 0.008333286f).Horner(r, 0.041666463f)
            .Horner(r, 0.16666667f).Horner(r, 0.5f);
        return Vector.MultiplyAddEstimate(r * r, q, r);
    }

    /// <summary>y with the sign of x, where y is not negative or has the sign of x already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> WithSignOf(this Vector<double> y, Vector<double> x) => y | (x & Vector.Create(-0.0));

    /// <inheritdoc cref="WithSignOf(Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> WithSignOf(this Vector<float> y, Vector<float> x) => y | (x & Vector.Create(-0.0f));

    /// <summary>x, or the bound where x is above it; a NaN stays (the order of the two arguments matters).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtMost(this Vector<double> x, double bound) => Vector.MinNative(Vector.Create(bound), x);

    /// <inheritdoc cref="AtMost(Vector{double}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtMost(this Vector<float> x, float bound) => Vector.MinNative(Vector.Create(bound), x);

    /// <summary>x, or the bound where x is below it; a NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtLeast(this Vector<double> x, double bound) => Vector.MaxNative(Vector.Create(bound), x);

    /// <inheritdoc cref="AtLeast(Vector{double}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtLeast(this Vector<float> x, float bound) => Vector.MaxNative(Vector.Create(bound), x);
}
