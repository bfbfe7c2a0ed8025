using System.Text.Json;

namespace AutoGrad.Oracle;

/// <summary>One node of a recorded expression graph.</summary>
/// <param name="Id">The number other nodes refer to it by.</param>
/// <param name="Operation"><c>input</c>, <c>const</c>, or an operation's name.</param>
/// <param name="Arguments">The ids of its arguments, all of them earlier in the list.</param>
/// <param name="Attributes">The operation's parameters.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Constant">The value of a <c>const</c> node.</param>
internal sealed record OracleNode(
    int Id, string Operation, int[] Arguments, OracleAttributes Attributes, int[] Shape, OracleTensor? Constant)
{
    /// <summary>The nodes of a graph in topological order; the last one is the result.</summary>
    public static OracleNode[] ReadAll(OracleAttributes attributes, ElementType type) =>
        OracleJson.List(OracleJson.Required(attributes.Element, "nodes"), "nodes", (element, what) => Read(element, what, type));

    private static OracleNode Read(JsonElement element, string what, ElementType type)
    {
        var operation = OracleJson.Text(OracleJson.Required(element, "op"), $"{what}.op");
        return new OracleNode(
            OracleJson.Integer(OracleJson.Required(element, "id"), $"{what}.id"),
            operation,
            OracleJson.TryGet(element, "args", out var arguments) ? OracleJson.List(arguments, $"{what}.args", OracleJson.Integer) : [],
            OracleJson.TryGet(element, "attributes", out var attributes) ? new OracleAttributes(attributes) : OracleAttributes.None,
            OracleJson.List(OracleJson.Required(element, "shape"), $"{what}.shape", OracleJson.Integer),
            operation == "const" ? OracleJson.Tensor(element, what, type) : null);
    }
}
