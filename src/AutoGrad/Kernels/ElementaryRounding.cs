using System.Numerics;

namespace AutoGrad.Kernels;

/// <content>Rounding.</content>
internal static partial class Elementary
{
    /// <summary>The largest whole number that is at most x.</summary>
    public static Vector<T> Floor<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Vector.Floor(x.As<T, float>()).As<float, T>() : Vector.Floor(x.As<T, double>()).As<double, T>();

    /// <summary>The nearest whole number; the even one of two that are equally near.</summary>
    public static Vector<T> Round<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Vector.Round(x.As<T, float>()).As<float, T>() : Vector.Round(x.As<T, double>()).As<double, T>();
}
