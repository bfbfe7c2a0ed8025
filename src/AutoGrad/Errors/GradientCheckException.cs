namespace AutoGrad.Errors;

/// <summary>A gradient check failed; the message is the report.</summary>
public sealed class GradientCheckException : AutoGradException
{
    internal GradientCheckException(GradientCheckReport report)
        : base(report.ToString()) => Report = report;

    /// <summary>What the check found.</summary>
    public GradientCheckReport Report { get; }
}
