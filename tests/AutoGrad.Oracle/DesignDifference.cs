namespace AutoGrad.Oracle;

/// <summary>A convention in which this library departs from libtorch on purpose.</summary>
/// <param name="Operation">The operation it concerns.</param>
/// <param name="Applies">Whether a case lies where the two conventions part.</param>
/// <param name="Reason">What is done instead, and why.</param>
/// <remarks>
/// It excuses nothing by itself: a case it applies to still passes when the numbers agree, and counts as
/// different by design, with this reason, when they do not.
/// </remarks>
internal sealed record DesignDifference(string Operation, Predicate<OracleCase> Applies, string Reason)
{
    /// <summary>Every such convention.</summary>
    public static IReadOnlyList<DesignDifference> All { get; } = [];

    /// <summary>The first one that covers the case, if any.</summary>
    public static DesignDifference? Covering(OracleCase oracleCase) =>
        All.FirstOrDefault(difference => difference.Operation == oracleCase.Operation && difference.Applies(oracleCase));
}
