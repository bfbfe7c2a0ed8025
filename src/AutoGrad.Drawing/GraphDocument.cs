using System.Text;
using System.Text.Json;

namespace AutoGrad.Drawing;

/// <summary>A graph with its layout as the JSON document that the page carries; model.js reads it.</summary>
/// <remarks>
/// The writer escapes the signs that mean something in HTML, so that no name can end the script element around the document. NaN and
/// the infinities, which JSON cannot write, are strings.
/// </remarks>
internal static class GraphDocument
{
    public static string Of(Graph graph)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("title", graph.Title);
            Array(json, "nodes", graph.Nodes, Node);
            Array(json, "scopes", graph.Scopes, Scope);
            Array(json, "layout", PageLayout.Of(graph), Box);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Node(Utf8JsonWriter json, GraphNode node)
    {
        json.WriteStartObject();
        json.WriteString("label", node.Label);
        json.WriteString("name", node.Name);
        json.WriteString("kind", KindOf(node));
        json.WriteString("operation", node.Operation);
        json.WriteBoolean("flows", node.RequiresGradient);
        json.WriteBoolean("bad", node.HasNonFinite);
        json.WriteString("formula", node.Formula);
        Id(json, "scope", node.Scope?.Id);
        json.WritePropertyName("value");
        Tensor(json, node.Value);
        json.WritePropertyName("gradient");
        Tensor(json, node.Gradient);
        Array(json, "operands", node.Operands, Operand);
        json.WritePropertyName("source");
        Source(json, node.Source);
        json.WriteEndObject();
    }

    private static string KindOf(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Variable => "variable",
        GraphNodeKind.Parameter => "parameter",
        GraphNodeKind.Constant => "constant",
        _ => "operation",
    };

    private static void Operand(Utf8JsonWriter json, GraphOperand operand)
    {
        json.WriteStartArray();
        json.WriteNumberValue(operand.Node);
        Number(json, operand.LocalGradient);
        json.WriteStringValue(operand.LocalGradientFormula);
        json.WriteEndArray();
    }

    private static void Source(Utf8JsonWriter json, GraphSource? source)
    {
        if (source is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("text", source.ToString());
        json.WriteString("method", source.File is null ? null : source.Method);
        json.WriteEndObject();
    }

    private static void Scope(Utf8JsonWriter json, GraphScope scope)
    {
        json.WriteStartObject();
        json.WriteString("name", scope.Name);
        json.WriteString("description", scope.Description);
        json.WriteString("path", scope.Path);
        Id(json, "parent", scope.Parent?.Id);
        json.WriteEndObject();
    }

    private static void Tensor(Utf8JsonWriter json, GraphTensor? tensor)
    {
        if (tensor is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("shape");
        foreach (nint length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        Array(json, "values", tensor.Values, (writer, value) => Number(writer, value));
        json.WriteString("exact", tensor.Scalar is null ? "" : tensor.ToString("R"));
        Number(json, "least", tensor.Least);
        Number(json, "greatest", tensor.Greatest);
        Number(json, "mean", tensor.Mean);
        json.WriteNumber("nans", tensor.NaNs);
        json.WriteNumber("infinities", tensor.Infinities);
        Array(json, "histogram", tensor.Histogram, (writer, count) => writer.WriteNumberValue(count));
        json.WriteEndObject();
    }

    private static void Box(Utf8JsonWriter json, PageBox box)
    {
        json.WriteStartObject();
        Id(json, "scope", box.Scope?.Id);
        Number(json, "width", box.Width);
        Number(json, "height", box.Height);
        Array(json, "items", box.Items, Item);
        Array(json, "routes", box.Routes, Route);
        json.WriteEndObject();
    }

    private static void Item(Utf8JsonWriter json, PageItem item)
    {
        json.WriteStartObject();
        Id(json, "node", item.Node?.Id);
        Id(json, "scope", item.Scope?.Id);
        Number(json, "x", item.X);
        Number(json, "y", item.Y);
        Number(json, "width", item.Width);
        Number(json, "height", item.Height);
        json.WriteEndObject();
    }

    private static void Route(Utf8JsonWriter json, PageRoute route)
    {
        json.WriteStartObject();
        json.WriteString("from", route.From.Key);
        json.WriteString("to", route.To.Key);
        Array(json, "points", route.Points, (writer, point) =>
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(Math.Round(point.X, 2));
            writer.WriteNumberValue(Math.Round(point.Y, 2));
            writer.WriteNumberValue(point.IsCurve ? 1 : 0);
            writer.WriteEndArray();
        });
        json.WriteEndObject();
    }

    private static void Array<TItem>(Utf8JsonWriter json, string name, IEnumerable<TItem> items, Action<Utf8JsonWriter, TItem> write)
    {
        json.WriteStartArray(name);
        foreach (TItem item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void Id(Utf8JsonWriter json, string name, int? id)
    {
        json.WritePropertyName(name);
        Number(json, id);
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Number(json, value);
    }

    private static void Number(Utf8JsonWriter json, double? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case double.NaN:
                json.WriteStringValue("NaN");
                break;
            case double.PositiveInfinity:
                json.WriteStringValue("Infinity");
                break;
            case double.NegativeInfinity:
                json.WriteStringValue("-Infinity");
                break;
            default:
                json.WriteNumberValue(value.Value);
                break;
        }
    }
}
