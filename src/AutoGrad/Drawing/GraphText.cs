using System.Globalization;
using System.Numerics;
using System.Text;
using AutoGrad.Sweeps;

namespace AutoGrad.Drawing;

/// <summary>A graph as a table of text: one line for each node, in the order in which the nodes were recorded.</summary>
internal static class GraphText
{
    // Longer values are cut, so that a line of a graph of matrices still fits on a screen.
    private const int LongestCell = 48;

    private static readonly string[] Header = ["node", "operation", "operands", "shape", "value", "gradient"];

    /// <summary>The nodes that <paramref name="root"/> depends on, each once, and the root itself as the last line.</summary>
    public static string Of<T>(Tape<T> tape, int root, string? format)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<int> nodes = Ancestry(tape, root);
        Dictionary<int, string> names = Names(tape, nodes);
        var lines = new List<string[]>(nodes.Count + 1) { Header };
        foreach (int index in nodes)
        {
            lines.Add(
            [
                names[index],
                OperationOf(tape, index),
                string.Join(", ", tape.OperandsOf(index).ToArray().Select(operand => names[operand])),
                tape.Node(index).Shape.ToString(),
                Cut(tape.VariableAt(index).Value.ToString(format, CultureInfo.InvariantCulture)),
                tape.HasReadableGradient(index) ? Cut(tape.GradientOf(index).ToString(format, CultureInfo.InvariantCulture)) : "",
            ]);
        }

        return Align(lines);
    }

    /// <summary>A node's operands come before it, so one pass downwards finds everything that the root needs.</summary>
    private static List<int> Ancestry<T>(Tape<T> tape, int root)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
    private static Dictionary<int, string> Names<T>(Tape<T> tape, List<int> nodes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var uses = new Dictionary<string, int>();
        foreach (int index in nodes)
        {
            if (tape.NameOf(index) is { } name)
            {
                uses[name] = uses.GetValueOrDefault(name) + 1;
            }
        }

        var names = new Dictionary<int, string>(nodes.Count);
        for (int number = 0; number < nodes.Count; number++)
        {
            string ordinal = "#" + number.ToString(CultureInfo.InvariantCulture);
            string? name = tape.NameOf(nodes[number]);
            names[nodes[number]] = name is null ? ordinal : uses[name] == 1 ? name : name + ordinal;
        }

        return names;
    }

    private static string OperationOf<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Node<T> node = ref tape.Node(index);
        return node.Recorder is { } recorder ? recorder.Describe(node.Operation)
            : tape.ParameterOf(index) is not null ? "parameter"
            : node.RequiresGradient ? "variable"
            : "constant";
    }

    private static string Cut(string text) => text.Length <= LongestCell ? text : string.Concat(text.AsSpan(0, LongestCell - 4), " ...");

    private static string Align(List<string[]> lines)
    {
        var widths = new int[Header.Length];
        foreach (string[] line in lines)
        {
            for (int column = 0; column < line.Length; column++)
            {
                widths[column] = Math.Max(widths[column], line[column].Length);
            }
        }

        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            var row = new StringBuilder();
            for (int column = 0; column < line.Length; column++)
            {
                row.Append(line[column].PadRight(widths[column] + 2));
            }

            text.Append(row.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
