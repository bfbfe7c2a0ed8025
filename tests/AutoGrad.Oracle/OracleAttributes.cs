using System.Text.Json;

namespace AutoGrad.Oracle;

/// <summary>The parameters of an operation (or of one node of a recorded graph), read by name.</summary>
internal readonly struct OracleAttributes(JsonElement element)
{
    /// <summary>No parameters at all.</summary>
    public static OracleAttributes None => default;

    /// <summary>The recorded JSON, for a parameter of a form of its own.</summary>
    public JsonElement Element { get; } = element;

    /// <summary>Whether the parameter is absent or <c>null</c>.</summary>
    public bool IsNull(string name) => !OracleJson.TryGet(Element, name, out _);

    /// <summary>Whether the parameter is a list.</summary>
    public bool IsList(string name) => OracleJson.TryGet(Element, name, out var value) && value.ValueKind == JsonValueKind.Array;

    /// <summary>Whether the parameter is a string, such as the <c>"Infinity"</c> of a norm or a mode.</summary>
    public bool IsText(string name) => OracleJson.TryGet(Element, name, out var value) && value.ValueKind == JsonValueKind.String;

    /// <summary>A whole number.</summary>
    public int Integer(string name) => OracleJson.Integer(OracleJson.Required(Element, name), name);

    /// <summary>A number; non-finite ones are strings in the file.</summary>
    public double Number(string name) => OracleJson.Number(OracleJson.Required(Element, name), name);

    /// <summary>A number, or <c>null</c> where it is absent or <c>null</c>.</summary>
    public double? NumberOrNull(string name) => IsNull(name) ? null : Number(name);

    /// <summary>A string.</summary>
    public string Text(string name) => OracleJson.Text(OracleJson.Required(Element, name), name);

    /// <summary>A truth value; absent or <c>null</c> is <c>false</c>.</summary>
    public bool Truth(string name) => OracleJson.TryGet(Element, name, out var value) && OracleJson.Truth(value, name);

    /// <summary>A list of whole numbers; a single one is a list of one.</summary>
    public int[] Integers(string name)
    {
        var value = OracleJson.Required(Element, name);
        return value.ValueKind == JsonValueKind.Array ? OracleJson.List(value, name, OracleJson.Integer) : [OracleJson.Integer(value, name)];
    }

    /// <summary>A list of whole numbers, or <c>null</c> where it is absent or <c>null</c>.</summary>
    public int[]? IntegersOrNull(string name) => IsNull(name) ? null : Integers(name);

    /// <summary>A list of numbers.</summary>
    public double[] Numbers(string name) => OracleJson.List(OracleJson.Required(Element, name), name, OracleJson.Number);
}
