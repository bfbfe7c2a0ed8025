using OxyPlot;
using SkiaSharp;

namespace AutoGrad.Plots;

/// <summary>Pictures as PNG.</summary>
/// <remarks>Text is drawn with a font that comes along, so that it looks the same where no font is installed.</remarks>
public static class PngExtensions
{
    /// <summary>The drawing as PNG.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="theme">Its colours, <see cref="PictureTheme.Light"/> or <see cref="PictureTheme.Dark"/>.</param>
    /// <param name="scale">Pixels of the file for each of the picture's, from 0.25 to 8.</param>
    /// <exception cref="PictureException">The colours are adaptive, which no PNG is, or the scale is out of its range.</exception>
    public static byte[] ToPng(this Picture picture, PictureTheme theme = PictureTheme.Light, double scale = 2)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (theme == PictureTheme.Adaptive)
        {
            throw new PictureException("ToPng: a PNG has one set of colours; draw it as Light or as Dark, or as an SVG");
        }

        if (!(scale is >= 0.25 and <= 8))
        {
            throw new PictureException(FormattableString.Invariant($"ToPng: the scale is {scale}, but must be from 0.25 to 8"));
        }

        using var bitmap = new SKBitmap((int)Math.Ceiling(picture.Width * scale), (int)Math.Ceiling(picture.Height * scale));
        using (var canvas = new SKCanvas(bitmap))
        using (var context = new SkiaContext(canvas, theme))
        {
            canvas.Clear(context.Themed(Palette.Paper));
            canvas.Scale((float)scale);
            foreach (Panel panel in picture.Panels)
            {
                using var place = new SKAutoCanvasRestore(canvas);
                canvas.Translate(panel.X, panel.Y);
                ((IPlotModel)panel.Model).Update(true);
                ((IPlotModel)panel.Model).Render(context, new OxyRect(0, 0, panel.Width, panel.Height));
            }
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Writes the drawing as PNG, into a folder that is made if there is none.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="theme">Its colours, <see cref="PictureTheme.Light"/> or <see cref="PictureTheme.Dark"/>.</param>
    /// <param name="scale">Pixels of the file for each of the picture's, from 0.25 to 8.</param>
    /// <exception cref="PictureException">The colours are adaptive, which no PNG is, or the scale is out of its range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void SavePng(this Picture picture, string path, PictureTheme theme = PictureTheme.Light, double scale = 2)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] png = picture.ToPng(theme, scale);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, png);
    }
}
