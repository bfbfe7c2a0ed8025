using System.Text;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>What a gradient check found.</summary>
public sealed class GradientCheckReport
{
    internal GradientCheckReport(string subject, int seed, int comparisons, GradientCheckEntry? worst, IReadOnlyList<GradientCheckFailure> failures)
    {
        Subject = subject;
        Seed = seed;
        Comparisons = comparisons;
        Worst = worst;
        Failures = failures;
    }

    /// <summary>The operation's name, or "function".</summary>
    public string Subject { get; }

    /// <summary>The seed that makes the same check again.</summary>
    public int Seed { get; }

    /// <summary>How many numbers were compared.</summary>
    public int Comparisons { get; }

    /// <summary>Whether every law holds.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The comparison with the largest error in terms of its tolerance, whether it passed or not.</summary>
    public GradientCheckEntry? Worst { get; }

    /// <summary>What failed: at most one failure for each law and sample, that of the worst element.</summary>
    public IReadOnlyList<GradientCheckFailure> Failures { get; }

    /// <summary>Raises an error with the report as its text unless everything passed. Gives the report back.</summary>
    /// <exception cref="GradientCheckException">A law does not hold.</exception>
    public GradientCheckReport ThrowIfFailed() => Passed ? this : throw new GradientCheckException(this);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder($"{Subject}: {Comparisons} comparisons, seed {Seed}: ");
        if (Passed)
        {
            return text.Append("passed").Append(Worst is null ? "" : $"; worst: {Worst}").ToString();
        }

        text.Append(Failures.Count).Append(Failures.Count == 1 ? " failure" : " failures");
        foreach (GradientCheckFailure failure in Failures)
        {
            text.Append("\n  ").Append(failure.Message);
        }

        return text.ToString();
    }
}
