using System.Text;

namespace AutoGrad.Drawing;

/// <summary>A graph as a table of text: one line for each node, in the order in which the nodes were recorded.</summary>
internal static class GraphText
{
    // Longer values are cut, so that a line of a graph of matrices still fits on a screen.
    private const int LongestCell = 48;

    private static readonly string[] Header = ["node", "operation", "operands", "shape", "value", "gradient"];

    public static string Of(Graph graph, string? format)
    {
        var lines = new List<string[]>(graph.Nodes.Count + 1) { Header };
        foreach (GraphNode node in graph.Nodes)
        {
            lines.Add(
            [
                Line(node.Label),
                node.Operation,
                string.Join(", ", node.Operands.Select(operand => Line(graph.Nodes[operand.Node].Label))),
                node.Shape.ToString(),
                Cut(node.Value.ToString(format)),
                node.Gradient is { } gradient ? Cut(gradient.ToString(format)) : "",
            ]);
        }

        return Align(lines);
    }

    private static string Line(string label) => label.ReplaceLineEndings(" ");

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
