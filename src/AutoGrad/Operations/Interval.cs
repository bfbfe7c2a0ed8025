namespace AutoGrad.Operations;

/// <summary>The interval from which property tests sample an operand, with points to keep away from (kinks and poles).</summary>
/// <param name="Low">The lower end, inside the domain.</param>
/// <param name="High">The upper end, inside the domain.</param>
public sealed record Interval(double Low, double High)
{
    /// <summary>-3 to 3.</summary>
    public static Interval Reals { get; } = new(-3, 3);

    /// <summary>0.1 to 4.</summary>
    public static Interval Positive { get; } = new(0.1, 4);

    /// <summary>-3 to 3 without the neighbourhood of 0.</summary>
    public static Interval NonZero { get; } = new(-3, 3) { Avoid = [0] };

    /// <summary>Points from which samples stay at least 0.05 away.</summary>
    public IReadOnlyList<double> Avoid { get; init; } = [];

    /// <summary>Whether elements of one tensor must differ by 0.05 or more, because ties are kinks.</summary>
    public bool Distinct { get; init; }
}
