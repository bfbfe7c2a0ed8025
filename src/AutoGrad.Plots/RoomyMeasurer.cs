using OxyPlot;

namespace AutoGrad.Plots;

/// <summary>Measures text for SVG: by the widths of Arial, with room for the font that the reader's system takes in its place.</summary>
internal sealed class RoomyMeasurer() : PdfRenderContext(1, 1, OxyColors.Transparent)
{
    private const double Room = 1.22;

    // In font sizes. A subtitle stands this far below its title.
    private const double LineHeight = 1.15;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        OxySize size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(Room * size.Width, size.Height > 0 ? Math.Max(size.Height, LineHeight * fontSize) : 0);
    }
}
