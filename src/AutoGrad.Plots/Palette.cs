using OxyPlot;

namespace AutoGrad.Plots;

/// <summary>The colours of all pictures, each with the one that takes its place on a dark ground.</summary>
/// <remarks>
/// The colours of data are those of Okabe and Ito (Color Universal Design, 2008), which people with any colour vision tell
/// apart, with two more for many classes; on a dark ground they are lighter. No two colours here are equal, so that a colour
/// in a finished drawing tells what it is for.
/// </remarks>
internal static class Palette
{
    /// <summary>The ground.</summary>
    public static readonly OxyColor Paper = OxyColor.FromRgb(0xFF, 0xFF, 0xFF);

    /// <summary>Titles and what must be read.</summary>
    public static readonly OxyColor Ink = OxyColor.FromRgb(0x1F, 0x23, 0x28);

    /// <summary>Axes.</summary>
    public static readonly OxyColor Muted = OxyColor.FromRgb(0x57, 0x60, 0x6A);

    /// <summary>Grid lines.</summary>
    public static readonly OxyColor Grid = OxyColor.FromRgb(0xE3, 0xE7, 0xEB);

    /// <summary>What went wrong.</summary>
    public static readonly OxyColor Alarm = OxyColor.FromRgb(0xB3, 0x26, 0x1E);

    private static readonly (OxyColor Light, string Dark)[] Data =
    [
        (OxyColor.FromRgb(0x00, 0x72, 0xB2), "4da3e0"),
        (OxyColor.FromRgb(0xD5, 0x5E, 0x00), "ff8a3d"),
        (OxyColor.FromRgb(0x00, 0x9E, 0x73), "2bc79b"),
        (OxyColor.FromRgb(0xCC, 0x79, 0xA7), "e39bc4"),
        (OxyColor.FromRgb(0xE6, 0x9F, 0x00), "f2b632"),
        (OxyColor.FromRgb(0x56, 0xB4, 0xE9), "8ad0ff"),
        (OxyColor.FromRgb(0x8C, 0x51, 0x0A), "c28a4a"),
        (OxyColor.FromRgb(0x6B, 0x72, 0x80), "a8b0ba"),
    ];

    private static readonly MarkerType[] Markers = [MarkerType.Circle, MarkerType.Triangle, MarkerType.Square, MarkerType.Diamond];

    /// <summary>The dark colour for each light one, both as <c>rrggbb</c>.</summary>
    public static IReadOnlyDictionary<string, string> Dark { get; } = new Dictionary<string, string>(
    [
        KeyValuePair.Create(Hex(Paper), "0d1117"),
        KeyValuePair.Create(Hex(Ink), "e6edf3"),
        KeyValuePair.Create(Hex(Muted), "9da7b3"),
        KeyValuePair.Create(Hex(Grid), "2a313a"),
        KeyValuePair.Create(Hex(Alarm), "ff7b72"),
        .. Data.Select(color => KeyValuePair.Create(Hex(color.Light), color.Dark)),
    ]);

    /// <summary>The colour of the n-th curve or class; after the last one it begins again.</summary>
    public static OxyColor Of(int place) => Data[place % Data.Length].Light;

    /// <summary>The marker of the n-th class: with the colour, 8 classes differ in both.</summary>
    public static MarkerType MarkerOf(int place) => Markers[place % Markers.Length];

    /// <summary>A colour that lets the ground through.</summary>
    public static OxyColor Faint(OxyColor color, double opacity) => OxyColor.FromAColor((byte)Math.Round(255 * Math.Clamp(opacity, 0, 1)), color);

    /// <summary>A colour as <c>rrggbb</c>.</summary>
    public static string Hex(OxyColor color) => FormattableString.Invariant($"{color.R:x2}{color.G:x2}{color.B:x2}");
}
