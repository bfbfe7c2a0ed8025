using System.Globalization;
using System.Text;

namespace AutoGrad.Drawing;

/// <summary>A picture of a graph in Graphviz' language.</summary>
internal static class GraphDot
{
    public static string Of(Graph graph, PictureOptions? options)
    {
        Picture picture = PictureBuilder.Build(graph, options);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph {Quoted(picture.Title)} {{\n");
        text.Append(options?.Direction == GraphDirection.TopToBottom ? "  rankdir=TB;\n" : "  rankdir=LR;\n");
        text.Append("  node [shape=plain, fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=9, color=\"gray40\", fontcolor=\"gray30\"];\n");
        Box(text, picture, -1, "  ");
        foreach (PictureEdge edge in picture.Edges)
        {
            string label = edge.Label.Length == 0 ? "" : $" [label={Quoted(edge.Label)}]";
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To}{label};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Box(StringBuilder text, Picture picture, int box, string indent)
    {
        foreach (PictureNode node in picture.Nodes.Where(node => node.Box == box))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id} [label={Label(node)}, tooltip={Quoted(node.Description)}];\n");
        }

        foreach (PictureBox inside in picture.Boxes.Where(inside => inside.Parent == box))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_{inside.Id} {{\n{indent}  label={Quoted(inside.Text)}; style=rounded; color=\"gray60\"; fontname=\"sans-serif\";\n");
            Box(text, picture, inside.Id, indent + "  ");
            text.Append(indent).Append("}\n");
        }
    }

    /// <summary>A table: what it is, the value above the line, and the gradient below.</summary>
    private static string Label(PictureNode node)
    {
        string color = node.HasNonFinite ? "red" : "gray40";
        string fill = node.HasNonFinite ? "#ffd6d6" : node.Node is null ? "#e4e4f4" : node.Node.Kind switch
        {
            GraphNodeKind.Variable => "#d9ecff",
            GraphNodeKind.Parameter => "#dff3df",
            GraphNodeKind.Constant => "#eeeeee",
            _ => "#ffffff",
        };
        var rows = new StringBuilder();
        rows.Append(CultureInfo.InvariantCulture, $"<tr><td bgcolor=\"{fill}\"><b>{Html(node.Title)}</b>");
        foreach (string line in new[] { node.Subtitle, node.Shape }.Where(line => line.Length > 0))
        {
            rows.Append("<br/>").Append(Html(line));
        }

        rows.Append("</td></tr>");
        foreach ((string line, string pen) in new[] { (node.Value, "#0b5394"), (node.Gradient, "#b45309") })
        {
            rows.Append(line.Length == 0 ? "" : $"<tr><td><font color=\"{pen}\">{Html(line)}</font></td></tr>");
        }

        return $"<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\" color=\"{color}\">{rows}</table>>";
    }

    private static string Html(string text) => Visible(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("\n", "<br/>", StringComparison.Ordinal);

    private static string Quoted(string text) =>
        $"\"{Visible(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static string Visible(string text) => string.Concat(text.ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter)));
}
