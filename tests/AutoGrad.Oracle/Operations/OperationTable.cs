using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>All operations that this library computes, under the names the files use.</summary>
/// <remarks>A name that is absent is reported as unsupported and counted.</remarks>
internal static class OperationTable
{
    /// <summary>The operations of every family, in the element type that a case asks for.</summary>
    public static IReadOnlyDictionary<string, OracleOperation> All { get; } = Collect();

    private static Dictionary<string, OracleOperation> Collect()
    {
        var all = new Dictionary<string, OracleOperation>
        {
            ["graph"] = oracleCase => InTypeOf(oracleCase, CaseRunner.Run<float>, CaseRunner.Run<double>, Graphs.Expression, Graphs.Expression),
            ["optimizer"] = oracleCase => oracleCase.Type == ElementType.Float32
                ? Optimizers.Trajectory<float>(oracleCase)
                : Optimizers.Trajectory<double>(oracleCase),
            ["lr_scheduler"] = Schedules.Rates,
            ["second_order"] = oracleCase => oracleCase.Type == ElementType.Float32
                ? HigherOrder.GradientAndHessian<float>(oracleCase)
                : HigherOrder.GradientAndHessian<double>(oracleCase),
            ["jacobian"] = oracleCase => oracleCase.Type == ElementType.Float32
                ? HigherOrder.Jacobian<float>(oracleCase)
                : HigherOrder.Jacobian<double>(oracleCase),
        };
        foreach (string name in OperationTable<double>.All.Keys)
        {
            all[name] = oracleCase => InTypeOf(
                oracleCase, CaseRunner.Run, CaseRunner.Run, OperationTable<float>.All[name], OperationTable<double>.All[name]);
        }

        return all;
    }

    private static OracleResult InTypeOf(
        OracleCase oracleCase,
        Func<OracleCase, Func<Call<float>, Variable<float>>, OracleResult> runSingle,
        Func<OracleCase, Func<Call<double>, Variable<double>>, OracleResult> runDouble,
        Func<Call<float>, Variable<float>> single,
        Func<Call<double>, Variable<double>> twofold) => oracleCase.Type switch
        {
            ElementType.Float32 => runSingle(oracleCase, single),
            ElementType.Float64 => runDouble(oracleCase, twofold),
            _ => throw new NotSupportedException($"element type {oracleCase.Type}"),
        };
}

/// <summary>The operations in one element type: each maps operands and parameters to the result.</summary>
internal sealed class OperationTable<T> : Dictionary<string, Func<Call<T>, Variable<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private OperationTable()
    {
        Elementwise.AddTo(this);
        Arithmetic.AddTo(this);
        Activations.AddTo(this);
        Reductions.AddTo(this);
        Norms.AddTo(this);
        Scans.AddTo(this);
        Ordering.AddTo(this);
        Shapes.AddTo(this);
        Indexing.AddTo(this);
        LinearAlgebra.AddTo(this);
        Losses.AddTo(this);
    }

    /// <summary>Every family's operations.</summary>
    public static OperationTable<T> All { get; } = new();
}
