using System.Globalization;

namespace AutoGrad.Drawing;

/// <summary>What the nodes of a picture say.</summary>
internal sealed class PictureText(Graph graph, string format)
{
    // Longer formulas are told by their operation.
    private const int LongestFormula = 24;
    private const int LongestTitle = 32;
    private const int LongestHeading = 60;

    // More numbers than these are told by their range.
    private const int MostNumbers = 4;
    private const int LeastHistogram = 12;

    public PictureNode Of(GraphNode node, int id, int box)
    {
        string operation = SymbolOf(node.Operation);
        bool tells = node.Formula.Length is > 0 and <= LongestFormula && node.Operands.All(operand => graph.Nodes[operand.Node].Name is not null);
        return new PictureNode
        {
            Id = id,
            Box = box,
            Node = node,
            Title = node.Name is null ? operation : Cut(node.Name, LongestTitle),
            Subtitle = node.Name is null ? "" : tells ? node.Formula : operation,
            Shape = ShapeOf(node),
            Value = TextOf(node.Value),
            Gradient = node.Gradient is null ? "" : TextOf(node.Gradient),
            Histogram = HistogramOf(node.Value),
            HasNonFinite = node.HasNonFinite,
            Description = Describe(node),
        };
    }

    /// <summary>A closed box: its scopes, those of all repetitions one after the other, and what is read from outside of it.</summary>
    public PictureNode Of(GraphScope[] scopes, RepeatedRun run, GraphNode[] inside, GraphNode[] outputs, int id, int box)
    {
        GraphScope[] block = scopes[..(scopes.Length / run.Count)];
        string first = string.Join(", ", block.Select(scope => scope.Name));
        string last = string.Join(", ", scopes[^block.Length..].Select(scope => scope.Name));
        string title = run.Count == 1 ? first : $"{(first == last ? first : $"{first} … {last}")} × {run.Count.ToString(CultureInfo.InvariantCulture)}";
        string operations = inside.Count(node => node.Kind == GraphNodeKind.Operation).ToString(CultureInfo.InvariantCulture) + " operations";
        string description = string.Join(" → ", block.Select(scope => scope.Description).OfType<string>());
        GraphNode? output = outputs.Length == 1 ? outputs[0] : null;
        string[] shapes = [.. outputs.Select(ShapeOf).Distinct()];
        return new PictureNode
        {
            Id = id,
            Box = box,
            Title = Cut(title, LongestTitle),
            Subtitle = Cut(description.Length > 0 ? description : operations, LongestTitle),
            Shape = shapes.Length == 1 ? shapes[0] : "",
            Value = output is null ? "" : TextOf(output.Value),
            Gradient = output?.Gradient is { } gradient ? TextOf(gradient) : "",
            Histogram = output is null ? [] : HistogramOf(output.Value),
            HasNonFinite = inside.Any(node => node.HasNonFinite),
            Description = $"box {title}{(description.Length > 0 ? $": {description}" : "")}, {operations} inside{(output is null ? "" : $", output {output.Shape}")}",
        };
    }

    public static string NameOf(GraphScope scope) =>
        Cut(scope.Description is null || scope.Description == scope.Name ? scope.Name : $"{scope.Name}: {scope.Description}", LongestHeading);

    private static IReadOnlyList<int> HistogramOf(GraphTensor value) => value.Shape.Count >= LeastHistogram ? value.Histogram : [];

    private string Describe(GraphNode node)
    {
        var lines = new List<string> { node.Formula.Length > 0 ? $"{node.Label} = {node.Formula}   ({node.Operation})" : $"{node.Label} ({node.Operation})" };
        if (node.Shape.Rank > 0)
        {
            lines.Add($"shape {node.Shape}");
        }

        lines.Add($"value {node.Value.ToString("G6")}");
        if (node.Gradient is { } gradient)
        {
            lines.Add($"gradient {gradient.ToString("G6")}");
        }

        foreach (GraphOperand operand in node.Operands.Where(operand => operand.LocalGradient is not null))
        {
            string formula = operand.LocalGradientFormula.Length > 0 ? $" = {operand.LocalGradientFormula}" : "";
            lines.Add($"local gradient by {graph.Nodes[operand.Node].Label}{formula} = {node.Value.Format(operand.LocalGradient!.Value, "G6")}");
        }

        if (node.Source is { } source)
        {
            lines.Add($"recorded at {(source.File is null ? source.Method : FormattableString.Invariant($"{Path.GetFileName(source.File)}:{source.Line}"))}");
        }

        return string.Join('\n', lines);
    }

    private string TextOf(GraphTensor tensor)
    {
        if (tensor.Shape.Count == 0)
        {
            return "empty";
        }

        if (tensor.Shape.Count <= MostNumbers && tensor.IsWhole)
        {
            return tensor.ToString(format);
        }

        var parts = new List<string>(3);
        if (double.IsFinite(tensor.Least))
        {
            parts.Add(tensor.Least == tensor.Greatest
                ? $"all {tensor.Format(tensor.Least, format)}"
                : $"{tensor.Format(tensor.Least, format)} to {tensor.Format(tensor.Greatest, format)}");
        }

        if (tensor.NaNs > 0)
        {
            parts.Add($"{tensor.NaNs.ToString(CultureInfo.InvariantCulture)} NaN");
        }

        if (tensor.Infinities > 0)
        {
            parts.Add($"{tensor.Infinities.ToString(CultureInfo.InvariantCulture)} infinite");
        }

        return string.Join(", ", parts);
    }

    private static string ShapeOf(GraphNode node) => node.Shape.Rank == 0 ? "" : string.Join(" × ", node.Shape.Lengths.ToArray());

    private static string SymbolOf(string operation) => operation switch
    {
        "add" => "+",
        "sub" => "−",
        "mul" => "×",
        "div" => "÷",
        _ => Cut(operation, LongestTitle),
    };

    private static string Cut(string text, int longest)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, longest - 1), "…");
    }
}
