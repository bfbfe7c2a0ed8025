using System.Text.Json;

namespace AutoGrad.Oracle;

/// <summary>Reads the recorded form of numbers, lists and tensors.</summary>
internal static class OracleJson
{
    /// <summary>The property of that name; absent is an error that names it.</summary>
    public static JsonElement Required(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw new OracleFormatException($"an object with '{name}' expected, {parent.ValueKind} found");
        }

        return parent.TryGetProperty(name, out var value) ? value : throw new OracleFormatException($"'{name}' is missing");
    }

    /// <summary>The property of that name unless it is absent or <c>null</c>.</summary>
    public static bool TryGet(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>A number; <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c> are written as strings.</summary>
    public static double Number(JsonElement element, string what) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new OracleFormatException($"{what}: '{text}' is not a number"),
        },
        var kind => throw new OracleFormatException($"{what}: a number expected, {kind} found"),
    };

    /// <summary>A whole number in the range of <see cref="int"/>.</summary>
    public static int Integer(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value)
            ? value
            : throw new OracleFormatException($"{what}: a whole number expected, {element.GetRawText()} found");

    /// <summary>A string.</summary>
    public static string Text(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new OracleFormatException($"{what}: a string expected, {element.ValueKind} found");

    /// <summary>A truth value, <c>true</c> or <c>false</c>.</summary>
    public static bool Truth(JsonElement element, string what) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        var kind => throw new OracleFormatException($"{what}: true or false expected, {kind} found"),
    };

    /// <summary>A list, each element read by <paramref name="read"/>.</summary>
    public static TElement[] List<TElement>(JsonElement element, string what, Func<JsonElement, string, TElement> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new OracleFormatException($"{what}: a list expected, {element.ValueKind} found");
        }

        var values = new TElement[element.GetArrayLength()];
        var position = 0;
        foreach (var item in element.EnumerateArray())
        {
            values[position++] = read(item, what);
        }

        return values;
    }

    /// <summary>
    /// A tensor <c>{"shape","data"}</c>, with an optional <c>"dtype"</c> where it is not <paramref name="defaultType"/>,
    /// or a bare list of numbers, which has one axis.
    /// </summary>
    public static OracleTensor Tensor(JsonElement element, string what, ElementType defaultType)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var numbers = List(element, what, Number);
            return new OracleTensor([numbers.Length], numbers, defaultType);
        }

        var shape = List(Required(element, "shape"), $"{what}.shape", Integer);
        var data = List(Required(element, "data"), $"{what}.data", Number);
        var type = TryGet(element, "dtype", out var name) ? Type(Text(name, $"{what}.dtype"), what) : defaultType;
        if (Array.Exists(shape, length => length < 0))
        {
            throw new OracleFormatException($"{what}: shape ({string.Join(", ", shape)}) has a negative length");
        }

        var count = OracleTensor.CountOf(shape);
        if (count != data.Length)
        {
            throw new OracleFormatException($"{what}: shape ({string.Join(", ", shape)}) holds {count} numbers, {data.Length} found");
        }

        return new OracleTensor(shape, data, type);
    }

    /// <summary>The element type of that name.</summary>
    public static ElementType Type(string name, string what) => name switch
    {
        "float64" => ElementType.Float64,
        "float32" => ElementType.Float32,
        "int64" => ElementType.Int64,
        "bool" => ElementType.Boolean,
        _ => throw new OracleFormatException($"{what}: element type '{name}' is not known"),
    };
}
