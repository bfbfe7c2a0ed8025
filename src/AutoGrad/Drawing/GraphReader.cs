using System.Globalization;
using System.Numerics;
using AutoGrad.Sweeps;

namespace AutoGrad.Drawing;

/// <summary>Reads the graph behind a node off a tape.</summary>
internal sealed class GraphReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool hasGradients;
    private readonly Tape<T> tape;
    private readonly int mostValues;
    private readonly List<int> records;
    private readonly Dictionary<int, int> ids = [];
    private readonly string[] labels;
    private readonly string?[] names;

    private GraphReader(Tape<T> tape, int root, int mostValues, string? rootName)
    {
        this.tape = tape;
        this.mostValues = mostValues;
        records = Ancestry(root);
        for (int id = 0; id < records.Count; id++)
        {
            ids[records[id]] = id;
        }

        hasGradients = tape.HasGradientsBehind(root);
        names = [.. records.Select(tape.NameOf)];
        names[^1] ??= rootName;
        labels = Labels(names);
    }

    public static Graph Read(Tape<T> tape, int root, int mostValues, string title)
    {
        var reader = new GraphReader<T>(tape, root, mostValues, IsName(title) ? title : null);
        GraphScope?[] scopes = ScopeReader.Read(tape, reader.records, reader.OperandIds, out IReadOnlyList<GraphScope> all);
        var nodes = new GraphNode[reader.records.Count];
        for (int id = 0; id < nodes.Length; id++)
        {
            nodes[id] = reader.NodeOf(id, scopes[id]);
        }

        return new Graph(title, nodes, all);
    }

    private ReadOnlySpan<int> OperandIds(int id)
    {
        ReadOnlySpan<int> operands = tape.OperandsOf(records[id]);
        var found = new int[operands.Length];
        for (int operand = 0; operand < found.Length; operand++)
        {
            found[operand] = ids[operands[operand]];
        }

        return found;
    }

    private GraphNode NodeOf(int id, GraphScope? scope)
    {
        int index = records[id];
        int[] operands = [.. OperandIds(id)];
        (string formula, string[] local) = tape.Node(index).Recorder is { } recorder
            ? recorder.Formulas(tape.Node(index).Operation, [.. operands.Select(operand => labels[operand])], labels[id])
            : ("", []);
        RecordSite site = tape.SiteOf(index);
        return new GraphNode
        {
            Id = id,
            Kind = KindOf(index),
            Operation = tape.Node(index).Recorder is { } described ? described.Describe(tape.Node(index).Operation) : KindOf(index).ToString().ToLowerInvariant(),
            Name = names[id],
            Label = labels[id],
            Value = GraphTensor.Of<T>(tape.ValueOf(index), tape.Node(index).Shape, mostValues),
            Gradient = hasGradients && tape.HasReadableGradient(index) ? GraphTensor.Of<T>(tape.GradientOf(index).Span, tape.Node(index).Shape, mostValues) : null,
            Operands = [.. operands.Select((operand, k) => new GraphOperand(operand, LocalGradient(index, k), k < local.Length ? local[k] : ""))],
            Formula = formula,
            Source = site.File is null && site.Method is null ? null : new GraphSource(site.File, site.Line, site.Method),
            Scope = scope,
            RequiresGradient = tape.Node(index).RequiresGradient,
        };
    }

    /// <summary>The derivative of a number by a number: what the rule makes of the upstream gradient 1.</summary>
    private double? LocalGradient(int index, int operand)
    {
        int input = tape.OperandsOf(index)[operand];
        if (tape.Node(index).Recorder is not { HasLocalGradients: true } recorder
            || tape.Node(index).Shape.Count != 1
            || tape.Node(input).Shape.Count != 1
            || !tape.Node(index).RequiresGradient
            || !tape.Node(input).RequiresGradient)
        {
            return null;
        }

        Scratch mark = tape.BeginScratch();
        try
        {
            Variable<T> contribution = recorder.Contribution(tape, index, operand, tape.Filled(T.One, tape.Node(index).Shape.Lengths), isTangent: false);
            return contribution.IsDefault ? 0 : double.CreateTruncating(tape.ValueOf(contribution.Index)[0]);
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    private GraphNodeKind KindOf(int index) =>
        tape.Node(index).Recorder is not null ? GraphNodeKind.Operation
        : tape.ParameterOf(index) is not null ? GraphNodeKind.Parameter
        : tape.Node(index).RequiresGradient ? GraphNodeKind.Variable
        : GraphNodeKind.Constant;

    /// <summary>A node's operands come before it, so one pass downwards finds everything that the root needs.</summary>
    private List<int> Ancestry(int root)
    {
        var needed = new bool[root + 1];
        needed[root] = true;
        var nodes = new List<int>();
        for (int index = root; index >= 0; index--)
        {
            if (!needed[index])
            {
                continue;
            }

            nodes.Add(index);
            foreach (int operand in tape.OperandsOf(index))
            {
                needed[operand] = true;
            }
        }

        nodes.Reverse();
        return nodes;
    }

    /// <summary>A given name, made unique by the node's number in this graph where two nodes share it; the number alone otherwise.</summary>
    private static string[] Labels(string?[] names)
    {
        var uses = new Dictionary<string, int>();
        foreach (string? name in names)
        {
            if (name is not null)
            {
                uses[name] = uses.GetValueOrDefault(name) + 1;
            }
        }

        var labels = new string[names.Length];
        for (int id = 0; id < labels.Length; id++)
        {
            string ordinal = "#" + id.ToString(CultureInfo.InvariantCulture);
            labels[id] = names[id] is not { } name ? ordinal : uses[name] == 1 ? name : name + ordinal;
        }

        return labels;
    }

    /// <summary>Whether an expression is a plain name, which then serves as that of the result.</summary>
    internal static bool IsName(string expression) =>
        expression.Length > 0 && !char.IsDigit(expression[0]) && expression.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
}
