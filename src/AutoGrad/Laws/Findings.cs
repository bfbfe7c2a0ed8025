namespace AutoGrad.Laws;

/// <summary>Collects what the laws find, into a report.</summary>
internal sealed class Findings(string subject, int seed)
{
    private readonly List<GradientCheckFailure> failures = [];
    private readonly List<GradientCheckEntry> failed = [];
    private GradientCheckEntry? worst;
    private int comparisons;

    /// <summary>The sample that is being looked at, for messages.</summary>
    public string Sample { get; set; } = "";

    /// <summary>Compares the derivative by an element of an operand, or along a direction: of one operand if only the element is negative, of all if the operand is.</summary>
    public void Compare(
        GradientCheckLaw law,
        Trial trial,
        int operand,
        int element,
        double analytic,
        double numerical,
        double tolerance,
        double step = 0,
        int order = 1)
    {
        comparisons++;
        var entry = new GradientCheckEntry
        {
            Law = law,
            Operand = operand,
            OperandName = operand < 0 ? "" : trial.Names[operand],
            Index = operand < 0 || element < 0 ? [] : IndexOf(element, trial.Shapes[operand]),
            IsAlongDirection = operand < 0 || element < 0,
            Analytic = analytic,
            Numerical = numerical,
            Tolerance = tolerance,
            Step = step,
            Order = order,
            Sample = Sample,
        };
        Add(entry);
    }

    /// <summary>Compares an element of an operation's result.</summary>
    public void CompareResult(GradientCheckLaw law, Shape shape, int element, double actual, double expected, double tolerance, string name)
    {
        comparisons++;
        Add(new GradientCheckEntry
        {
            Law = law,
            Operand = -1,
            OperandName = name,
            Index = IndexOf(element, shape),
            Analytic = actual,
            Numerical = expected,
            Tolerance = tolerance,
            Order = 0,
            Sample = Sample,
        });
    }

    public void Fail(GradientCheckLaw law, string message) =>
        failures.Add(new GradientCheckFailure(law, $"{(Sample.Length == 0 ? "" : Sample + ": ")}{law}: {message}", null));

    /// <summary>Runs a law; an error in it is a failure of the law and not of the check.</summary>
    public void Attempt(GradientCheckLaw law, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(law, $"{error.GetType().Name}: {error.Message}");
        }

        if (failed.Count > 0)
        {
            GradientCheckEntry entry = failed.MaxBy(entry => entry.Severity)!;
            string others = failed.Count == 1 ? "" : $" (and {failed.Count - 1} more)";
            failures.Add(new GradientCheckFailure(law, entry + others, entry));
            failed.Clear();
        }
    }

    public GradientCheckReport Report() => new(subject, seed, comparisons, worst, failures);

    private void Add(GradientCheckEntry entry)
    {
        if (worst is null || entry.Severity > worst.Severity)
        {
            worst = entry;
        }

        if (!entry.Passed)
        {
            failed.Add(entry);
        }
    }

    private static nint[] IndexOf(int element, Shape shape)
    {
        var index = new nint[shape.Rank];
        nint rest = element;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = rest % shape.Lengths[axis];
            rest /= shape.Lengths[axis];
        }

        return index;
    }
}
