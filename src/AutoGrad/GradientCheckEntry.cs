using System.Globalization;

namespace AutoGrad;

/// <summary>One comparison of a gradient check.</summary>
public sealed record GradientCheckEntry
{
    /// <summary>What was checked.</summary>
    public required GradientCheckLaw Law { get; init; }

    /// <summary>The number of the operand, or -1 where all operands moved together or the result itself was compared.</summary>
    public required int Operand { get; init; }

    /// <summary>The operand's name, or its number, or what of the result was compared; empty along a random direction.</summary>
    public required string OperandName { get; init; }

    /// <summary>The index of the element in the operand; empty for a scalar and for a random direction.</summary>
    public required IReadOnlyList<nint> Index { get; init; }

    /// <summary>Whether the operand was moved as a whole, along a random direction, rather than one element of it.</summary>
    public bool IsAlongDirection { get; init; }

    /// <summary>What the engine gave.</summary>
    public required double Analytic { get; init; }

    /// <summary>What it should be: the central difference, or what the law says.</summary>
    public required double Numerical { get; init; }

    /// <summary>The difference that is allowed.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The step of the central difference; 0 where there is none.</summary>
    public double Step { get; init; }

    /// <summary>The order of the derivative.</summary>
    public int Order { get; init; } = 1;

    /// <summary>The sample that the operation was checked on; empty for a function.</summary>
    public string Sample { get; init; } = "";

    /// <summary>|analytic - numerical|.</summary>
    public double Error => Analytic.Equals(Numerical) ? 0 : Math.Abs(Analytic - Numerical);

    /// <summary>Whether the error is within the tolerance. NaN never is, nor is infinity beside a finite number.</summary>
    public bool Passed => Error <= Tolerance && double.IsFinite(Error) && !double.IsNaN(Analytic);

    /// <summary>The error as a multiple of the tolerance.</summary>
    internal double Severity => Error == 0 && Passed ? 0 : double.IsFinite(Error / Tolerance) && Error > 0 ? Error / Tolerance : double.PositiveInfinity;

    /// <inheritdoc/>
    public override string ToString()
    {
        string index = Index.Count == 0 ? "" : $"[{string.Join(", ", Index)}]";
        string place = OperandName.Length == 0 ? "along a random direction" : $"{(Operand < 0 ? "" : "operand ")}{OperandName}{index}{(IsAlongDirection ? " along a random direction" : "")}";
        string step = Step == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", step {Step:g3}");
        string sample = Sample.Length == 0 ? "" : $"{Sample}: ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sample}{Law} (order {Order}), {place}: analytic {Analytic:g10}, numerical {Numerical:g10}, error {Error:g3}, tolerance {Tolerance:g3}{step}");
    }
}
