using OxyPlot;

namespace AutoGrad.Plots;

/// <summary>A drawing with a title, and with words for whoever cannot see it.</summary>
/// <remarks>
/// It is written as SVG whose labels are text, without a font or a native library. As PNG it is written by
/// <c>SavePng</c> of the project AutoGrad.Plots.Png. Equal data give equal files. Not for two threads at the same time.
/// </remarks>
public sealed class Picture
{
    internal Picture(string title, string description, int width, int height, IReadOnlyList<Panel> panels)
    {
        (Title, Description, Width, Height, Panels) = (title, description, width, height, panels);
    }

    internal Picture(string title, string description, int width, int height, PlotModel model)
        : this(title, description, width, height, [new Panel(model, 0, 0, width, height)])
    {
    }

    /// <summary>What is above it.</summary>
    public string Title { get; }

    /// <summary>What it shows, in words and figures, for screen readers.</summary>
    public string Description { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    internal IReadOnlyList<Panel> Panels { get; }

    /// <summary>Several pictures as one, row by row from the left.</summary>
    /// <param name="title">What is above them all.</param>
    /// <param name="columns">How many are beside each other.</param>
    /// <param name="pictures">The pictures; each row is as high as its highest one.</param>
    /// <exception cref="PictureException">There is no picture, or no column.</exception>
    public static Picture Beside(string title, int columns, params IReadOnlyList<Picture> pictures) => Beside(title, null, columns, pictures);

    internal static Picture Beside(string title, string? subtitle, int columns, IReadOnlyList<Picture> pictures)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0 || columns < 1)
        {
            throw new PictureException($"Beside: {pictures.Count} pictures in {columns} columns; give at least one of each");
        }

        int heading = title.Length == 0 ? 0 : subtitle is null ? 44 : 62;
        int width = pictures.Chunk(columns).Select((Picture[] row) => row.Sum((Picture picture) => picture.Width)).Max();
        var panels = new List<Panel>();
        int y = heading;
        if (heading > 0)
        {
            panels.Add(new Panel(Frame.Heading(title, subtitle), 0, 0, width, heading, IsHeading: true));
        }

        foreach (Picture[] row in pictures.Chunk(columns))
        {
            int x = 0;
            foreach (Picture picture in row)
            {
                panels.AddRange(picture.Panels.Select((Panel panel) => panel with { X = panel.X + x, Y = panel.Y + y }));
                x += picture.Width;
            }

            y += row.Max((Picture picture) => picture.Height);
        }

        IEnumerable<string> descriptions = pictures.Select(picture => $"{picture.Title}: {picture.Description}");
        return new Picture(title, string.Join(' ', subtitle is null ? descriptions : descriptions.Prepend($"{subtitle}.")), width, y, panels);
    }

    /// <summary>The drawing as SVG.</summary>
    /// <param name="theme">Its colours.</param>
    public string ToSvg(PictureTheme theme = PictureTheme.Light) => SvgDrawing.Document(this, theme);

    /// <summary>Writes the drawing as SVG, into a folder that is made if there is none.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="theme">Its colours.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SaveSvg(string path, PictureTheme theme = PictureTheme.Light) => TextFile.Write(path, ToSvg(theme));

    /// <summary>The title and the size.</summary>
    public override string ToString() => FormattableString.Invariant($"{Title}, {Width} x {Height}");
}
