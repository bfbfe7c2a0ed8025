using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>x to the power y, with the special values of IEEE 754-2019 section 9.2.1. Within 1 ulp.</summary>
    /// <remarks>pow(x, ±0) = 1 and pow(1, y) = 1 even where the other argument is NaN; NaN for negative x and a y that is no integer.</remarks>
    public static T Pow<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)));

    /// <inheritdoc cref="Pow{T}(T, T)"/>
    public static Vector<T> Pow<T>(Vector<T> x, Vector<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanewise<PowFunction, T>(x, y);

    /// <summary>√(x² + y²) without overflow or underflow on the way. Within 1 ulp.</summary>
    /// <remarks>+∞ if either argument is infinite, even where the other is NaN.</remarks>
    public static T Hypot<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Hypot(x, y);

    /// <inheritdoc cref="Hypot{T}(T, T)"/>
    public static Vector<T> Hypot<T>(Vector<T> x, Vector<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanewise<HypotFunction, T>(x, y);

    /// <summary>√x, correctly rounded; NaN for negative x, -0 for -0.</summary>
    public static T Sqrt<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Sqrt(x);

    /// <inheritdoc cref="Sqrt{T}(T)"/>
    public static Vector<T> Sqrt<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.SquareRoot(x);

    private readonly struct PowFunction : IBinaryFunction
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Pow(x, y);
    }

    private readonly struct HypotFunction : IBinaryFunction
    {
        public static T Of<T>(T x, T y) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Hypot(x, y);
    }
}
