namespace AutoGrad.Bench.Ratios;

/// <summary>One line of the table: a figure, what it should be, and whether it is.</summary>
internal sealed record Row(string Name, double Figure, double Target, bool IsMet)
{
    /// <summary>A figure that should not be above the target.</summary>
    public static Row AtMost(string name, double figure, double target) => new(name, figure, target, figure <= target);

    /// <summary>A figure that should not be below the target.</summary>
    public static Row AtLeast(string name, double figure, double target) => new(name + " (at least)", figure, target, figure >= target);

    /// <summary>Writes the row to standard output, and the times behind it to standard error.</summary>
    public void Print(DuelResult? details = null)
    {
        if (details is not null)
        {
            Console.Error.WriteLine($"# {details}");
        }

        Console.WriteLine(FormattableString.Invariant($"{Name}\t{Figure:0.####}\t{Target:0.####}\t{(IsMet ? "ok" : "MISS")}"));
    }
}
