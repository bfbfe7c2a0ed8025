using System.Text.Json;

namespace AutoGrad.Oracle;

/// <summary>One recorded application of an operation: what went in, and what libtorch made of it.</summary>
internal sealed record OracleCase
{
    /// <summary>Further results that some cases record beside the output, each a tensor or a list of numbers.</summary>
    private static readonly string[] s_namedResults = ["hessian", "hvp", "jacobian", "jvp", "losses", "step_gradients"];

    /// <summary>The case's unique name.</summary>
    public required string Id { get; init; }

    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The element type of every floating number in the case.</summary>
    public required ElementType Type { get; init; }

    /// <summary>What is special about the case.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The arguments in order.</summary>
    public required IReadOnlyList<OracleInput> Inputs { get; init; }

    /// <summary>The operation's parameters.</summary>
    public required OracleAttributes Attributes { get; init; }

    /// <summary>The recorded output.</summary>
    public required OracleTensor Output { get; init; }

    /// <summary>The cotangent of the output; <c>null</c> when nothing is differentiable.</summary>
    public required OracleTensor? Upstream { get; init; }

    /// <summary>One recorded gradient per input, <c>null</c> where there is none.</summary>
    public required IReadOnlyList<OracleTensor?> Gradients { get; init; }

    /// <summary>Further recorded results by name: <c>indices</c>, <c>sign</c>, <c>hessian</c>, <c>hvp</c>, ...</summary>
    public required IReadOnlyDictionary<string, OracleTensor> FurtherResults { get; init; }

    /// <summary>The whole recorded case, for what only some families have (<c>objective</c>, <c>vector</c>, <c>metrics</c>, ...).</summary>
    public required OracleAttributes Record { get; init; }

    /// <summary>Whether gradients are taken by the sweep that records them, and not by the one that leaves numbers.</summary>
    public bool RecordsGradients { get; init; }

    /// <summary>Reads a case; keys it does not know are passed over.</summary>
    /// <exception cref="OracleFormatException">Something needed is absent or of another form.</exception>
    public static OracleCase Read(JsonElement element)
    {
        var type = OracleJson.Type(OracleJson.Text(OracleJson.Required(element, "dtype"), "dtype"), "dtype");
        var inputs = OracleJson.List(OracleJson.Required(element, "inputs"), "inputs", (input, what) => ReadInput(input, what, type));
        var upstream = OracleJson.TryGet(element, "upstream", out var cotangent)
            ? OracleJson.Tensor(cotangent, "upstream", type)
            : null;
        var output = OracleJson.Tensor(OracleJson.Required(element, "output"), "output", type);
        if (upstream is not null && !upstream.Shape.AsSpan().SequenceEqual(output.Shape))
        {
            throw new OracleFormatException($"upstream {upstream.ShapeText()} and output {output.ShapeText()} differ in shape");
        }

        return new OracleCase
        {
            Id = OracleJson.Text(OracleJson.Required(element, "id"), "id"),
            Operation = OracleJson.Text(OracleJson.Required(element, "op"), "op"),
            Type = type,
            Tags = OracleJson.TryGet(element, "tags", out var tags) ? OracleJson.List(tags, "tags", OracleJson.Text) : [],
            Inputs = inputs,
            Attributes = OracleJson.TryGet(element, "attributes", out var attributes) ? new OracleAttributes(attributes) : OracleAttributes.None,
            Output = output,
            Upstream = upstream,
            Gradients = ReadGradients(element, inputs, type),
            FurtherResults = ReadFurtherResults(element, type),
            Record = new OracleAttributes(element),
        };
    }

    private static OracleInput ReadInput(JsonElement element, string what, ElementType type)
    {
        var name = OracleJson.Text(OracleJson.Required(element, "name"), $"{what}.name");
        var requiresGradient = OracleJson.TryGet(element, "requires_grad", out var flag) && OracleJson.Truth(flag, $"{what}.requires_grad");
        return new OracleInput(name, OracleJson.Tensor(element, $"input {name}", type), requiresGradient);
    }

    private static OracleTensor?[] ReadGradients(JsonElement element, OracleInput[] inputs, ElementType type)
    {
        if (!OracleJson.TryGet(element, "gradients", out var list))
        {
            return new OracleTensor?[inputs.Length];
        }

        var gradients = OracleJson.List(list, "gradients", (gradient, what) =>
            gradient.ValueKind == JsonValueKind.Null ? null : OracleJson.Tensor(gradient, what, type));
        return gradients.Length == inputs.Length
            ? gradients
            : throw new OracleFormatException($"{gradients.Length} gradients for {inputs.Length} inputs");
    }

    private static Dictionary<string, OracleTensor> ReadFurtherResults(JsonElement element, ElementType type)
    {
        var results = new Dictionary<string, OracleTensor>();
        foreach (var name in s_namedResults)
        {
            if (OracleJson.TryGet(element, name, out var value))
            {
                results[name] = OracleJson.Tensor(value, name, type);
            }
        }

        if (OracleJson.TryGet(element, "extra_outputs", out var extras))
        {
            foreach (var (name, tensor) in OracleJson.List(extras, "extra_outputs", (extra, what) => ReadExtra(extra, what, type)))
            {
                results[name] = tensor;
            }
        }

        return results;
    }

    private static (string Name, OracleTensor Tensor) ReadExtra(JsonElement element, string what, ElementType type)
    {
        var name = OracleJson.Text(OracleJson.Required(element, "name"), $"{what}.name");
        return (name, OracleJson.Tensor(element, name, type));
    }
}
