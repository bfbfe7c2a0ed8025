using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Training;
using SkiaSharp;

namespace AutoGrad.Plots.Tests;

public class DecisionBoundaryTests
{
    private static readonly double[] Corners = [0, 0, 0, 1, 1, 0, 1, 1];
    private static readonly int[] Xor = [0, 1, 1, 0];
    private static readonly BoundaryOptions Square = new() { XRange = (-0.5, 1.5), YRange = (-0.5, 1.5), Cells = 100 };

    // Blue and orange, the colours of the first two classes.
    private static readonly SKColor First = new(0x00, 0x72, 0xB2);
    private static readonly SKColor Second = new(0xD5, 0x5E, 0x00);

    [Fact]
    public void Regions_have_the_colour_of_the_class_at_each_place()
    {
        Picture picture = DecisionBoundary.Of(InBand, Corners, Xor, Square);

        AssertRegions(picture, (x, y) => InBand(x, y) == 1);
        Assert.Contains("all 4 points in the region of their class", new SvgReading(picture).Texts);
    }

    [Fact]
    public void Regions_of_a_model_are_those_of_its_largest_output()
    {
        // y1 - y0 = 2 x1 - x2 - 0.3.
        var model = new Linear<float>(2, 2, new RandomSource(1));
        model.Weight.Set(0, 0, 2, -1);
        model.Bias!.Set(0.3f, 0);
        var points = new Dataset<float>([0, 0, 0, 1, 1, 0, 1, 1], new Shape(2), [0, 0, 1, 0], classes: 2);

        Picture picture = DecisionBoundary.Of(model, points, Square);

        AssertRegions(picture, (x, y) => (2 * x) - y - 0.3 > 0);
        Assert.Contains("1 of 4 points in another class's region", new SvgReading(picture).Texts);
        Assert.True(model.IsTraining);
    }

    [Fact]
    public void Boundary_runs_where_the_outputs_are_equal()
    {
        Picture picture = DecisionBoundary.OfScore((x, y) => (2 * x) - y - 0.3, Corners, [0, 0, 1, 1], Square);

        var drawing = new SvgReading(picture);
        (_, SKRect place) = drawing.Image();
        (double X, double Y)[] boundary = [.. drawing.Lines(SvgReading.Ink).SelectMany(line => line)];
        Assert.NotEmpty(boundary);
        Assert.All(boundary, point =>
        {
            double x = -0.5 + (2 * (point.X - place.Left) / place.Width);
            double y = 1.5 - (2 * (point.Y - place.Top) / place.Height);
            Assert.Equal(0.3, (2 * x) - y, 0.01);
        });
    }

    [Fact]
    public void Threshold_tells_the_second_class_of_one_output()
    {
        Picture picture = DecisionBoundary.OfScore((x, _) => x, Corners, [0, 0, 1, 1], Square with { Threshold = 0.5 });

        AssertRegions(picture, (x, _) => x > 0.5);
    }

    [Fact]
    public void Graded_regions_are_paler_near_the_boundary()
    {
        (SKBitmap bitmap, _) = new SvgReading(DecisionBoundary.OfScore((x, _) => 4 * (x - 0.5), Corners, [0, 0, 1, 1], Square with { IsGraded = true })).Image();

        byte[] opacity = [.. ((int[])[99, 80, 60, 51]).Select(column => bitmap.GetPixel(column, 50).Alpha)];
        Assert.Equal(opacity.OrderDescending(), opacity);
        Assert.True(opacity[0] > opacity[3] + 50, string.Join(", ", opacity));
    }

    [Fact]
    public void Three_classes_have_three_regions_and_three_markers()
    {
        Picture picture = DecisionBoundary.Of((x, y) => x < 0.5 ? 0 : y < 0.5 ? 1 : 2, Corners, [0, 0, 1, 2], Square with { ClassNames = ["left", "low", "high"] });

        var drawing = new SvgReading(picture);
        (SKBitmap bitmap, _) = drawing.Image();
        Assert.Equal(3, ((SKColor[])[bitmap.GetPixel(10, 50), bitmap.GetPixel(90, 90), bitmap.GetPixel(90, 10)]).Distinct().Count());
        Assert.Superset(new HashSet<string> { "left", "low", "high" }, drawing.Texts.ToHashSet());
        Assert.Equal("left in 50 % of the plane, low in 25 % of the plane, high in 25 % of the plane; all 4 points in the region of their class.", picture.Description);
    }

    [Fact]
    public void Places_without_an_answer_are_named()
    {
        Picture picture = DecisionBoundary.OfScore((x, y) => x > 0.5 ? double.NaN : y - 0.5, [0, 0, 0, 1], [0, 1], Square);

        Assert.Contains("all 2 points in the region of their class; NaN in 50 % of the plane", new SvgReading(picture).Texts);
        (SKBitmap bitmap, _) = new SvgReading(picture).Image();
        Assert.Equal(0, bitmap.GetPixel(90, 50).Alpha);
    }

    [Fact]
    public void Lines_are_drawn_where_their_equation_holds()
    {
        var drawing = new SvgReading(DecisionBoundary.Of((_, _) => 0, Corners, [0, 0, 0, 0], Square with { Lines = [new(1, 1, 0.5), new(2, 0, 2)] }));

        (_, SKRect place) = drawing.Image();
        (double X, double Y)[][] lines = [.. drawing.Lines("#57606a").Where(line => line.Length > 1 && Math.Abs(line[0].Y - line[^1].Y) > 50)];
        Assert.Contains(lines, line => line.All(point => Math.Abs(XOf(point.X) + YOf(point.Y) - 0.5) < 0.01));
        Assert.Contains(lines, line => line.All(point => Math.Abs(XOf(point.X) - 1) < 0.01));

        double XOf(double pixel) => -0.5 + (2 * (pixel - place.Left) / place.Width);
        double YOf(double pixel) => 1.5 - (2 * (pixel - place.Top) / place.Height);
    }

    [Fact]
    public void Range_is_round_the_points_unless_given()
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;

        _ = DecisionBoundary.OfScore((x, _) => Noted(x), [-3, 7, 7, 7], [0, 1], new() { Cells = 10 });

        Assert.InRange(lowest, -4.2, -3.2);
        Assert.InRange(highest, 7.2, 8.2);

        double Noted(double x)
        {
            (lowest, highest) = (Math.Min(lowest, x), Math.Max(highest, x));
            return x;
        }
    }

    [Fact]
    public void Wrong_points_are_refused()
    {
        static void Refused(string words, Action draw) => Assert.Contains(words, Assert.Throws<PictureException>(draw).Message);
        Refused("6 coordinates for 2 labels, which makes 3 a point", () => DecisionBoundary.Of(InBand, [1, 2, 3, 4, 5, 6], [0, 1]));
        Refused("8 coordinates for 3 labels;", () => DecisionBoundary.Of(InBand, Corners, [0, 1, 1]));
        Refused("0 coordinates for 0 labels;", () => DecisionBoundary.Of(InBand, [], []));
        Refused("point 1 is NaN", () => DecisionBoundary.Of(InBand, [0, 0, 0, double.NaN], [0, 1]));
        Refused("label of point 1 is -1", () => DecisionBoundary.Of(InBand, [0, 0, 0, 1], [0, -1]));
        Refused("number the classes from 0 on", () => DecisionBoundary.Of((_, _) => -1, Corners, Xor));
        Refused("a label is 2, but 2 classes", () => DecisionBoundary.OfScore((_, _) => 0, Corners, [0, 1, 2, 0]));
        Refused("1 names for 2 classes", () => DecisionBoundary.Of(InBand, Corners, Xor, new() { ClassNames = ["one"] }));
        Refused("Cells is 1", () => DecisionBoundary.Of(InBand, Corners, Xor, new() { Cells = 1 }));
        Refused("XRange is from 2 to 2", () => DecisionBoundary.Of(InBand, Corners, Xor, new() { XRange = (2, 2) }));
        Refused("no direction", () => DecisionBoundary.Of(InBand, Corners, Xor, new() { Lines = [new(0, 0, 1)] }));

        var cube = new Dataset<float>([1, 2, 3], new Shape(3), [0], classes: 1);
        Refused("samples of shape (3,)", () => DecisionBoundary.Of(new Linear<float>(3, 2, new RandomSource(1)), cube));
        var targets = new Dataset<float>([1, 2], new Shape(2), [1], new Shape(1));
        Refused("with targets", () => DecisionBoundary.Of(new Linear<float>(2, 1, new RandomSource(1)), targets));
    }

    private static int InBand(double x, double y) => x + y is > 0.5 and < 1.5 ? 1 : 0;

    // At places away from a boundary's cell.
    private static void AssertRegions(Picture picture, Func<double, double, bool> isSecond)
    {
        (SKBitmap bitmap, _) = new SvgReading(picture).Image();
        Assert.Equal((100, 100), (bitmap.Width, bitmap.Height));
        for (int i = 0; i < 100; i += 7)
        {
            for (int j = 0; j < 100; j += 7)
            {
                (double x, double y) = (-0.5 + ((i + 0.5) / 50), 1.5 - ((j + 0.5) / 50));
                SKColor pixel = bitmap.GetPixel(i, j);
                SKColor expected = isSecond(x, y) ? Second : First;
                Assert.True(Near(pixel.Red, expected.Red) && Near(pixel.Green, expected.Green) && Near(pixel.Blue, expected.Blue), $"({x}, {y}): {pixel}, not {expected}");
                Assert.InRange(pixel.Alpha, 80, 120);
            }
        }

        // Colours are kept multiplied by their opacity.
        static bool Near(int a, int b) => Math.Abs(a - b) <= 3;
    }
}
