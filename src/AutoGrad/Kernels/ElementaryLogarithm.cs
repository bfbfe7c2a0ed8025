using System.Numerics;

namespace AutoGrad.Kernels;

internal static partial class Elementary
{
    /// <summary>log x.</summary>
    public static T Log<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Log(double.CreateTruncating(x)));

    /// <inheritdoc cref="Log{T}(T)"/>
    public static Vector<T> Log<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<LogFunction, T>(x);

    private readonly struct LogFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log(x);
    }

    /// <summary>log(1 + x).</summary>
    public static T Log1p<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Log1pOf(double.CreateTruncating(x)));

    /// <inheritdoc cref="Log1p{T}(T)"/>
    public static Vector<T> Log1p<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<Log1pFunction, T>(x);

    private readonly struct Log1pFunction : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log1p(x);
    }

    /// <summary>log x / log 2.</summary>
    public static T Log2<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Log2(double.CreateTruncating(x)));

    /// <inheritdoc cref="Log2{T}(T)"/>
    public static Vector<T> Log2<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<Log2Function, T>(x);

    private readonly struct Log2Function : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log2(x);
    }

    /// <summary>log x / log 10.</summary>
    public static T Log10<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Log10(double.CreateTruncating(x)));

    /// <inheritdoc cref="Log10{T}(T)"/>
    public static Vector<T> Log10<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanewise<Log10Function, T>(x);

    private readonly struct Log10Function : IFunction
    {
        public static T Of<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log10(x);
    }

    private static double Log1pOf(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(u) + (x - (u - 1)) / u;
    }
}
