using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Oracle.Operations;

/// <summary>sin(πx) / (πx), and 1 at 0; an operation written outside of the library.</summary>
/// <remarks>The local gradient cancels near 0, so its series stands in for |x| &lt; 0.05.</remarks>
internal readonly struct Sinc : IElementwise<Sinc>
{
    /// <inheritdoc/>
    public static OperationInfo<Sinc> Info { get; } = new("sinc", 1) { Saves = Saves.Inputs, Source = "elementary" };

    /// <inheritdoc/>
    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(x, N.Zero), N.One, N.Sin(Angle(x)) / Angle(x));

    /// <inheritdoc/>
    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Select(N.Abs(x) < N.Constant(0.05), Series(Angle(x), Angle(x) * Angle(x)), (N.Cos(Angle(x)) - (N.Sin(Angle(x)) / Angle(x))) / x);

    private static N Angle<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Constant(Math.PI) * x;

    /// <summary>π d/dt (sin t / t) = π t (-1/3 + t²/30 - t⁴/840 + t⁶/45360 - t⁸/3991680).</summary>
    private static N Series<N>(N t, N square)
        where N : struct, INumberSystem<N>
        => N.Constant(Math.PI) * t * (N.Constant(-1.0 / 3) + (square * (N.Constant(1.0 / 30) + (square * (N.Constant(-1.0 / 840)
            + (square * (N.Constant(1.0 / 45360) - (square * N.Constant(1.0 / 3991680)))))))));
}

/// <summary>log(x / (1 - x)); NaN, and so is the gradient, outside of [0, 1].</summary>
internal readonly struct Logit : IElementwise<Logit>
{
    /// <inheritdoc/>
    public static OperationInfo<Logit> Info { get; } = new("logit", 1) { Saves = Saves.Inputs, Source = "elementary" };

    /// <inheritdoc/>
    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Log(x / (N.One - x));

    /// <inheritdoc/>
    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Select(x >= N.Zero, N.Select(x <= N.One, N.One / (N.Abs(x) * (N.One - x)), N.Constant(double.NaN)), N.Constant(double.NaN));
}

/// <summary>x - tanh x, with the local gradient tanh² x, which does not cancel near 0.</summary>
internal readonly struct TanhShrink : IElementwise<TanhShrink>
{
    /// <inheritdoc/>
    public static OperationInfo<TanhShrink> Info { get; } = new("tanhshrink", 1) { Saves = Saves.Inputs, Source = "elementary" };

    /// <inheritdoc/>
    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x - N.Tanh(x);

    /// <inheritdoc/>
    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Tanh(x) * N.Tanh(x);
}

/// <summary>The inverse of the error function, by Newton's method on the complementary one.</summary>
internal readonly struct InverseErf : IElementwise<InverseErf>
{
    private const double HalfRootPi = 0.88622692545275801;

    /// <inheritdoc/>
    public static OperationInfo<InverseErf> Info { get; } = new("erfinv", 1) { Saves = Saves.Output, Source = "DLMF 7.17" };

    /// <inheritdoc/>
    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(N.Abs(x), N.One), x / N.Zero, N.Select(x < N.Zero, -OfMagnitude(-x), OfMagnitude(x)));

    /// <inheritdoc/>
    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Constant(HalfRootPi) * N.Exp(y * y);

    private static N OfMagnitude<N>(N x)
        where N : struct, INumberSystem<N>
        => Refine(x, Refine(x, Refine(x, Refine(x, Start(N.Log((N.One - x) * (N.One + x)))))));

    /// <summary>Winitzki's approximation, within 0.4 %, from log(1 - x²).</summary>
    private static N Start<N>(N logarithm)
        where N : struct, INumberSystem<N>
        => N.Sqrt(N.Sqrt((Mean(logarithm) * Mean(logarithm)) - (logarithm / N.Constant(0.147))) - Mean(logarithm));

    private static N Mean<N>(N logarithm)
        where N : struct, INumberSystem<N>
        => N.Constant(2 / (Math.PI * 0.147)) + (N.Constant(0.5) * logarithm);

    /// <summary>One step of Halley's method; from erfc above 1/2, where 1 - x is exact, and from erf below.</summary>
    private static N Refine<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => Step(y, N.Constant(HalfRootPi) * N.Exp(y * y) * N.Select(x > N.Constant(0.5), (N.One - x) - N.Erfc(y), N.Erf(y) - x));

    private static N Step<N>(N y, N newton)
        where N : struct, INumberSystem<N>
        => y - (newton / (N.One + (y * newton)));
}

/// <summary>a log b, and 0 where a is 0 and b is a number.</summary>
internal readonly struct LogarithmTimes : IBinaryElementwise<LogarithmTimes>
{
    /// <inheritdoc/>
    public static OperationInfo<LogarithmTimes> Info { get; } = new("xlogy", 2) { Saves = Saves.Inputs, Source = "elementary" };

    /// <inheritdoc/>
    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(a, N.Zero), N.Select(N.Equal(b, b), N.Zero, b), a * N.Log(b));

    /// <inheritdoc/>
    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (N.Select(N.Equal(a, N.Zero), N.Select(b <= N.Zero, N.Zero, N.Log(b)), N.Log(b)), a / b);
}
