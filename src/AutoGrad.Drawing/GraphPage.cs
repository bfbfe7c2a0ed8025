using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AutoGrad.Drawing;

/// <summary>A drawn graph as a page of HTML to look at, to step through and to read.</summary>
public static partial class GraphPage
{
    // In the order in which they build on each other.
    private static readonly string[] Scripts =
        ["numbers", "model", "formulas", "steps", "placement", "elements", "viewport", "drawing", "details", "table", "stepper", "page"];

    /// <summary>
    /// The graph as one page that needs nothing else: it pans and zooms, shows each node's numbers, formula and source line, and steps
    /// through the forward pass and the reverse sweep, one operation at a time, with upstream x local as numbers.
    /// </summary>
    /// <remarks>
    /// The page works from a file and fetches nothing, which its content security policy enforces. Mouse, fingers, keyboard and
    /// screen reader reach every node. Without a <c>Backward()</c> before the graph was drawn there are no reverse steps.
    /// </remarks>
    /// <example><code>f.Backward(); f.Draw().SaveHtml("f.html");</code></example>
    public static string ToHtml(this Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        string style = Resource("page.css");
        string script = "\"use strict\";\n" + string.Join('\n', Scripts.Select(name => Resource(name + ".js")));
        var parts = new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}",
            ["title"] = WebUtility.HtmlEncode(graph.Title.Length > 0 ? graph.Title : "Graph"),
            ["style"] = style,
            ["script"] = script,
            ["data"] = GraphDocument.Of(graph),
        };

        // In one pass: what looks like a place to fill inside of a part is left alone.
        return Place().Replace(Resource("page.html"), place => parts[place.Groups["name"].Value]);
    }

    /// <summary>Writes <see cref="ToHtml"/> into a file, over one that is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SaveHtml(this Graph graph, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        File.WriteAllText(path, graph.ToHtml());
    }

    /// <summary>What a browser compares a script or a style with: nothing else may run or apply in the page.</summary>
    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Place();
}
