namespace AutoGrad.Oracle.Differences;

/// <summary>A convention in which this library departs from libtorch on purpose.</summary>
/// <param name="Operation">The operation it concerns.</param>
/// <param name="Amend">
/// The case with what this library promises in place of libtorch's numbers, worked out from the inputs by a plain formula;
/// the same object where the conventions do not part. So a difference excuses certain entries of certain operations only,
/// and even those for one other value only.
/// </param>
/// <param name="Reason">What is done instead, and why.</param>
/// <remarks>A case that agrees with libtorch passes, whatever is declared here.</remarks>
internal sealed record DesignDifference(string Operation, Func<OracleCase, OracleCase> Amend, string Reason)
{
    /// <summary>Every such convention.</summary>
    public static IReadOnlyList<DesignDifference> All { get; } = [.. ElementwiseDifferences.All, .. ReductionDifferences.All, .. OtherDifferences.All];

    /// <summary>The case with all differences that concern it, and their reasons; <c>null</c> when there are none.</summary>
    public static (OracleCase Amended, string Reason)? Of(OracleCase oracleCase)
    {
        OracleCase amended = oracleCase;
        var reasons = new List<string>();
        foreach (DesignDifference difference in All.Where(difference => difference.Operation == oracleCase.Operation))
        {
            OracleCase next = difference.Amend(amended);
            if (!ReferenceEquals(next, amended))
            {
                amended = next;
                reasons.Add(difference.Reason);
            }
        }

        return reasons.Count > 0 ? (amended, string.Join("; ", reasons)) : null;
    }
}
