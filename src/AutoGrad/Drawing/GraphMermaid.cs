using System.Globalization;
using System.Text;

namespace AutoGrad.Drawing;

/// <summary>A picture of a graph as a Mermaid flow chart, which Markdown pages show.</summary>
internal static class GraphMermaid
{
    public static string Of(Graph graph, PictureOptions? options)
    {
        Picture picture = PictureBuilder.Build(graph, options);
        var text = new StringBuilder();
        text.Append(options?.Direction == GraphDirection.TopToBottom ? "flowchart TB\n" : "flowchart LR\n");
        Box(text, picture, -1, "  ");
        foreach (PictureEdge edge in picture.Edges)
        {
            string label = edge.Label.Length == 0 ? "" : $"|{Quoted(edge.Label)}|";
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -->{label} n{edge.To}\n");
        }

        foreach (PictureNode node in picture.Nodes.Where(node => node.HasNonFinite))
        {
            text.Append(CultureInfo.InvariantCulture, $"  style n{node.Id} stroke:#d00000,stroke-width:3px\n");
        }

        return text.ToString();
    }

    private static void Box(StringBuilder text, Picture picture, int box, string indent)
    {
        foreach (PictureNode node in picture.Nodes.Where(node => node.Box == box))
        {
            (string open, string close) = node.Node switch
            {
                null => ("[[", "]]"),
                { Kind: GraphNodeKind.Operation } => ("[", "]"),
                _ => ("([", "])"),
            };
            text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id}{open}{Quoted(Label(node))}{close}\n");
        }

        foreach (PictureBox inside in picture.Boxes.Where(inside => inside.Parent == box))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph b{inside.Id}[{Quoted(inside.Text)}]\n");
            Box(text, picture, inside.Id, indent + "  ");
            text.Append(indent).Append("end\n");
        }
    }

    private static string Label(PictureNode node)
    {
        string[] lines =
        [
            node.Subtitle.Length == 0 ? node.Title : node.Node?.Kind == GraphNodeKind.Operation ? $"{node.Title} = {node.Subtitle}" : $"{node.Title}: {node.Subtitle}",
            node.Shape,
            node.Value.Length > 0 ? $"value {node.Value}" : "",
            node.Gradient.Length > 0 ? $"gradient {node.Gradient}" : "",
        ];
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    /// <summary>Text in quotes: all that could be taken for syntax, HTML or Markdown is written as a character code.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text.ReplaceLineEndings("\n"))
        {
            if (letter == '\n')
            {
                quoted.Append("<br/>");
            }
            else if ("\"#<>&`\\*_~|{}".Contains(letter, StringComparison.Ordinal))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"#{(int)letter};");
            }
            else if (!char.IsControl(letter))
            {
                quoted.Append(letter);
            }
        }

        return quoted.Append('"').ToString();
    }
}
