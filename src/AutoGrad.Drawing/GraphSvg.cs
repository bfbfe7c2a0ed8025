using System.Xml.Linq;

namespace AutoGrad.Drawing;

/// <summary>Pictures of graphs as SVG, which every browser shows and which needs no other program to be made.</summary>
public static class GraphSvg
{
    /// <summary>
    /// A picture as SVG: every node with its name or operation, its shape, its value above the line and its gradient below; local
    /// gradients at the edges where they are numbers; modules and repeated structure as boxes.
    /// </summary>
    /// <remarks>
    /// It follows the reader's choice of light or dark, says to screen readers what it shows, and has no script and no reference to
    /// anything outside. The same graph gives the same text on every machine.
    /// </remarks>
    /// <example><code>f.Draw().SaveSvg("f.svg");</code></example>
    /// <param name="graph">The graph.</param>
    /// <param name="options">Which boxes are open, and the like.</param>
    public static string ToSvg(this Graph graph, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return SvgPicture.Of(graph, options ?? new PictureOptions()).ToString(SaveOptions.None).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Writes a picture as SVG into a file.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">The file, which is replaced if it is there.</param>
    /// <param name="options">Which boxes are open, and the like.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveSvg(this Graph graph, string path, PictureOptions? options = null) => File.WriteAllText(path, graph.ToSvg(options));
}
