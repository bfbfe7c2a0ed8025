namespace AutoGrad.Oracle.Operations;

/// <summary>All operations that this library computes, under the names the files use.</summary>
/// <remarks>A name that is absent is reported as unsupported and counted.</remarks>
internal static class OperationTable
{
    /// <summary>The operations of every family.</summary>
    public static IReadOnlyDictionary<string, OracleOperation> All { get; } = new Dictionary<string, OracleOperation>();
}
