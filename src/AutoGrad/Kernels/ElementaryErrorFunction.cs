using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>2/√π ∫ exp(-t²) from 0 to x.</summary>
    public static T Erf<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(ErfOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Erf{T}(T)"/>
    public static Vector<T> Erf<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<ErfFunction, T>(x);

    private readonly struct ErfFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Erf(x);
    }

    /// <summary>1 - erf x.</summary>
    public static T Erfc<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(ErfcOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Erfc{T}(T)"/>
    public static Vector<T> Erfc<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<ErfcFunction, T>(x);

    private readonly struct ErfcFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Erfc(x);
    }

    /// <summary>erf(x) / x - 1 in x² for x² in [0, 1], to 2^-62.</summary>
    private static ReadOnlySpan<double> ErfNearZero =>
    [
        0.1283791670955126, -0.3761263890318375, 0.11283791670954858, -0.02686617064507296, 0.00522397762478137, -0.0008548326978765149,
        0.00012055331037551108, -1.4925593518728226e-05, 1.6460972954153765e-06, -1.635002619207727e-07, 1.4657883530929653e-08,
        -1.136567067182716e-09, 5.945255584223488e-11,
    ];

    /// <summary>(1 + 2x) exp(x²) erfc x in t = (x - 4) / (x + 4) for x in [0, 28], to 2^-59.</summary>
    private static ReadOnlySpan<double> ScaledErfc =>
    [
        1.2329951186255526, -0.13962111684056253, 0.015379652102619622, 0.06809705425469532, -0.10103906603629774, 0.09373283499825619,
        -0.06633036581236, 0.03716751553897872, -0.01619773405621195, 0.005031969964872724, -0.000757773299223129,
        -0.00019925662545783432, 0.00015062172342759434, -2.439944247340637e-05, -1.1222182987004859e-05, 5.710197286065256e-06,
        2.941619422244425e-07, -8.25967108245305e-07, 7.410498530775314e-08, 1.1033331664305656e-07, -1.746930555515815e-08,
        -1.4070620474727555e-08, 1.6771377582018808e-09, 1.1980967963974591e-09,
    ];

    private static double ErfOf(double x) =>
        Math.Abs(x) < 1 ? x + x * Polynomial(x * x, ErfNearZero) : Math.CopySign(1 - ErfcTail(Math.Abs(x)), x);

    private static double ErfcOf(double x) => Math.Abs(x) < 0.5 ? 1 - ErfOf(x) : x < 0 ? 2 - ErfcTail(-x) : ErfcTail(x);

    private static double ErfcTail(double x)
    {
        if (x >= 28)
        {
            return 0;
        }

        double high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & ~0x7FFFFFF);
        double scaled = Polynomial((x - 4) / (x + 4), ScaledErfc) / (1 + 2 * x);
        return Math.Exp(-high * high) * (Math.Exp(-(x - high) * (x + high)) * scaled);
    }
}
