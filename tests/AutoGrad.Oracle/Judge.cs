using AutoGrad.Oracle.Differences;
using AutoGrad.Oracle.Operations;

namespace AutoGrad.Oracle;

/// <summary>Computes the cases of a file and compares them.</summary>
internal static class Judge
{
    /// <summary>How the names of files end whose operations work element by element, so that only a broadcast operand's gradient is a sum.</summary>
    private const string ElementwiseFile = "elementwise.json";

    /// <summary>Judges every case of a file.</summary>
    /// <param name="file">The cases.</param>
    /// <param name="recordsGradients">Whether gradients are taken by the sweep that records them for higher derivatives.</param>
    public static Report Run(OracleFile file, bool recordsGradients = false)
    {
        var report = new Report(file.Name);
        foreach (var entry in file.Cases)
        {
            if (entry.Case is null)
            {
                report.AddFailed(entry.Id, $"malformed: {entry.Malformed}");
            }
            else if (OperationTable.All.TryGetValue(entry.Case.Operation, out var operation))
            {
                Run(entry.Case with { RecordsGradients = recordsGradients }, operation, file.Name.EndsWith(ElementwiseFile, StringComparison.Ordinal), report);
            }
            else
            {
                report.AddUnsupported(entry.Case.Operation);
            }
        }

        return report;
    }

    private static void Run(OracleCase oracleCase, OracleOperation operation, bool elementwise, Report report)
    {
        OracleResult result;
        try
        {
            result = operation(oracleCase);
        }
        catch (NotSupportedException error)
        {
            report.AddUnsupported($"{oracleCase.Operation} ({error.Message})");
            return;
        }
#pragma warning disable CA1031 // Whatever an operation throws is this case's result; the other cases are still judged.
        catch (Exception error)
#pragma warning restore CA1031
        {
            report.AddFailed(oracleCase.Id, $"{error.GetType().Name}: {error.Message}");
            return;
        }

        if (Comparison.Compare(oracleCase, result, elementwise) is not { } worst)
        {
            report.AddPassed();
        }
        else if (DesignDifference.Of(oracleCase) is not { } difference)
        {
            report.AddFailed(oracleCase.Id, worst.ToString());
        }
        else if (Comparison.Compare(difference.Amended, result, elementwise) is { } remaining)
        {
            report.AddFailed(oracleCase.Id, remaining.ToString());
        }
        else
        {
            report.AddDifferent(oracleCase.Id, worst, difference.Reason);
        }
    }
}
