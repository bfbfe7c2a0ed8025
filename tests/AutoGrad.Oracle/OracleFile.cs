using System.Text.Json;

namespace AutoGrad.Oracle;

/// <summary>A file of cases.</summary>
/// <param name="Name">The file's name without its folder.</param>
/// <param name="Cases">Its cases in order, those that could not be read among them.</param>
internal sealed record OracleFile(string Name, IReadOnlyList<OracleFile.Entry> Cases)
{
    /// <summary>Reads <c>{"cases":[...]}</c>.</summary>
    /// <exception cref="OracleFormatException">The file cannot be opened, is no JSON, or holds no list of cases.</exception>
    public static OracleFile Read(string path)
    {
        JsonElement root;
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            root = document.RootElement.Clone();
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new OracleFormatException(error.Message, error);
        }

        var cases = OracleJson.List(OracleJson.Required(root, "cases"), "cases", (element, _) => element);
        return new OracleFile(Path.GetFileName(path), [.. cases.Select(ReadEntry)]);
    }

    private static Entry ReadEntry(JsonElement element, int position)
    {
        var id = OracleJson.TryGet(element, "id", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : $"case number {position + 1}";
        try
        {
            return new Entry(id, OracleCase.Read(element), null);
        }
        catch (Exception error) when (error is OracleFormatException or FormatException or InvalidOperationException)
        {
            return new Entry(id, null, error.Message);
        }
    }

    /// <summary>A case, or the reason why it could not be read.</summary>
    /// <param name="Id">The case's name, or its number in the file where it has none.</param>
    /// <param name="Case">The case.</param>
    /// <param name="Malformed">What is wrong with it.</param>
    internal sealed record Entry(string Id, OracleCase? Case, string? Malformed);
}
