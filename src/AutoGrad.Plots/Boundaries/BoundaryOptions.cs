namespace AutoGrad.Plots;

/// <summary>How a <see cref="DecisionBoundary"/> is drawn.</summary>
public sealed record BoundaryOptions
{
    /// <summary>What is above the picture.</summary>
    public string Title { get; init; } = "Decision regions";

    /// <summary>What the first coordinate is, with its unit if it has one.</summary>
    public string XLabel { get; init; } = "x1";

    /// <summary>What the second coordinate is, with its unit if it has one.</summary>
    public string YLabel { get; init; } = "x2";

    /// <summary>What the classes are called; their numbers unless given.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Where the first coordinate begins and ends; round the points unless given.</summary>
    public (double From, double To)? XRange { get; init; }

    /// <summary>Where the second coordinate begins and ends; round the points unless given.</summary>
    public (double From, double To)? YRange { get; init; }

    /// <summary>Lines to draw beside the boundary, as those of single units.</summary>
    public IReadOnlyList<PlaneLine> Lines { get; init; } = [];

    /// <summary>Of a model with one output, above which value the second class begins: 0 for a logit, 0.5 for a probability.</summary>
    public double Threshold { get; init; }

    /// <summary>Whether a region is paler where the model is less sure: by the softmax of several outputs, the sigmoid of a logit, or a probability.</summary>
    public bool IsGraded { get; init; }

    /// <summary>Whether the classes' markers are explained above the plot.</summary>
    public bool HasLegend { get; init; } = true;

    /// <summary>In how many cells each side is divided, from 2 to 1,000; each is one evaluation.</summary>
    public int Cells { get; init; } = 160;

    /// <summary>The width in pixels.</summary>
    public int Width { get; init; } = 560;

    /// <summary>The height in pixels.</summary>
    public int Height { get; init; } = 480;

    /// <exception cref="PictureException">A number is out of its range.</exception>
    internal void Check()
    {
        Require(Cells is >= 2 and <= 1000, $"{nameof(Cells)} is {Cells}, but must be from 2 to 1000");
        Require(Width >= 200 && Height >= 200, $"{Width} x {Height} pixels, but at least 200 x 200 are needed for axes and labels");
        CheckRange(nameof(XRange), XRange);
        CheckRange(nameof(YRange), YRange);
        Require(double.IsFinite(Threshold), FormattableString.Invariant($"{nameof(Threshold)} is {Threshold}, but must be a finite number"));
        Require(Lines.All(line => (line.A, line.B) is not (0, 0) && double.IsFinite(line.A + line.B + line.C)), "a line has no direction: A and B must be finite, and not both 0");
    }

    private static void CheckRange(string name, (double From, double To)? range) => Require(
        range is not { } given || (double.IsFinite(given.From) && double.IsFinite(given.To) && given.From < given.To),
        FormattableString.Invariant($"{name} is from {range?.From} to {range?.To}, but must go from a finite number to a larger one"));

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new PictureException($"DecisionBoundary: {rule}");
        }
    }
}
