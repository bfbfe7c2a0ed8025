namespace AutoGrad.Oracle;

/// <summary>What this library computed for a case.</summary>
/// <param name="Output">The output.</param>
/// <param name="Gradients">One entry per input; <c>null</c> where the case asks for none.</param>
internal sealed record OracleResult(OracleTensor Output, IReadOnlyList<OracleTensor?> Gradients)
{
    /// <summary>Further results under the names of <see cref="OracleCase.FurtherResults"/>; each recorded one has to be here.</summary>
    public IReadOnlyDictionary<string, OracleTensor> FurtherResults { get; init; } = new Dictionary<string, OracleTensor>();
}
