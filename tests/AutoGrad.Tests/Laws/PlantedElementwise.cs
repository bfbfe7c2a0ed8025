using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

// Elementwise operations, each with one planted error; the first one is right.
internal readonly struct RightSine : IElementwise<RightSine>
{
    public static OperationInfo<RightSine> Info { get; } = new("right_sine", 1) { Saves = Saves.Inputs, Probes = [new(0, 0, 1)] };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Sin(x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Cos(x);
}

internal readonly struct WrongFactor : IElementwise<WrongFactor>
{
    public static OperationInfo<WrongFactor> Info { get; } = new("wrong_factor", 1);

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Sin(x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Constant(1.000001) * N.Cos(x);
}

internal readonly struct WrongSign : IElementwise<WrongSign>
{
    public static OperationInfo<WrongSign> Info { get; } = new("wrong_sign", 1);

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Cos(x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Sin(x);
}

internal readonly struct WrongSaves : IElementwise<WrongSaves>
{
    public static OperationInfo<WrongSaves> Info { get; } = new("wrong_saves", 1) { Saves = Saves.Output };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x * x;

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => x + x;
}

internal readonly struct WrongLinear : IElementwise<WrongLinear>
{
    public static OperationInfo<WrongLinear> Info { get; } = new("wrong_linear", 1) { Linearity = Linearity.Linear };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x + N.One;

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.One;
}

internal readonly struct WrongMultilinear : IBinaryElementwise<WrongMultilinear>
{
    public static OperationInfo<WrongMultilinear> Info { get; } = new("wrong_multilinear", 2) { Linearity = Linearity.Multilinear };

    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => a * b * b;

    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (b * b, N.Constant(2) * a * b);
}

internal readonly struct MissingOperand : IBinaryElementwise<MissingOperand>
{
    public static OperationInfo<MissingOperand> Info { get; } = new("missing_operand", 2);

    public N Primal<N>(N a, N b)
        where N : struct, INumberSystem<N>
        => a * b;

    public (N A, N B) LocalGradients<N>(N a, N b, N y)
        where N : struct, INumberSystem<N>
        => (b, N.Zero);
}

/// <summary>First order is right to ten digits; the rounding hides from the second order that the gradient depends on x.</summary>
internal readonly struct HiddenDependence : IElementwise<HiddenDependence>
{
    public static OperationInfo<HiddenDependence> Info { get; } = new("hidden_dependence", 1);

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x * x * x;

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Constant(3) * x * N.Round(x * N.Constant(1L << 40)) * N.Constant(1.0 / (1L << 40));
}

internal readonly struct NotANumber : IElementwise<NotANumber>
{
    public static OperationInfo<NotANumber> Info { get; } = new("not_a_number", 1);

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => x;

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => (x - x) / (x - x);
}

/// <summary>The value is NaN as well as the gradient: a comparison of NaN with NaN must not pass.</summary>
internal readonly struct NotANumberAtAll : IElementwise<NotANumberAtAll>
{
    public static OperationInfo<NotANumberAtAll> Info { get; } = new("not_a_number_at_all", 1) { Domain = [new Interval(-3, -1)] };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Log(x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Log(x);
}

/// <summary>|x| with 1 as its gradient at 0, where 0 is documented, and an undeclared NaN far out.</summary>
internal readonly struct WrongProbe : IElementwise<WrongProbe>
{
    public static OperationInfo<WrongProbe> Info { get; } = new("wrong_probe", 1)
    {
        Domain = [Interval.NonZero],
        Probes = [new(0, 0, 0), new(double.PositiveInfinity, double.PositiveInfinity, 1)],
    };

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => N.Abs(x);

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.Select(N.Equal(x, N.Zero), N.One, x / N.Abs(x));
}

/// <summary>A formula that reads differently as lanes than as a scalar.</summary>
internal readonly struct WrongLanes : IElementwise<WrongLanes>
{
    public static OperationInfo<WrongLanes> Info { get; } = new("wrong_lanes", 1);

    public N Primal<N>(N x)
        where N : struct, INumberSystem<N>
        => typeof(N) == typeof(Lanes<double>) ? x * N.Constant(1 + 2.3e-16) : x;

    public N LocalGradient<N>(N x, N y)
        where N : struct, INumberSystem<N>
        => N.One;
}
