using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Expression graphs, recorded node by node.</summary>
internal static class Graphs
{
    /// <summary>The last node of the graph that the case's parameters list.</summary>
    public static Variable<T> Expression<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OracleNode[] nodes = OracleNode.ReadAll(call.Attributes, typeof(T) == typeof(float) ? ElementType.Float32 : ElementType.Float64);
        var values = new Dictionary<int, Variable<T>>();
        int inputs = 0;
        foreach (OracleNode node in nodes)
        {
            values[node.Id] = node.Operation switch
            {
                "input" => call[inputs++],
                "const" => call.Tape.Constant(CaseRunner.Numbers<T>(node.Constant!), CaseRunner.Lengths(node.Constant!.Shape)),
                _ => Apply(call.Tape, node, values),
            };
        }

        return nodes.Length > 0 ? values[nodes[^1].Id] : throw new OracleFormatException("'nodes' is empty");
    }

    private static Variable<T> Apply<T>(Tape<T> tape, OracleNode node, Dictionary<int, Variable<T>> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!OperationTable<T>.All.TryGetValue(node.Operation, out Func<Call<T>, Variable<T>>? operation))
        {
            throw new NotSupportedException($"node {node.Operation}");
        }

        Variable<T>[] operands = [.. node.Arguments.Select(id => values.TryGetValue(id, out Variable<T> value)
            ? value
            : throw new OracleFormatException($"node {node.Id}: argument {id} is no earlier node"))];
        return operation(new Call<T>(tape, operands, [], node.Attributes));
    }
}
