using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Plots.Tests;

public class ConfusionPictureTests
{
    [Fact]
    public void Counts_stand_where_row_and_column_meet()
    {
        var drawing = new SvgReading(ConfusionPicture.Of(Matrix()));

        (double X, double Y) right = drawing.PlaceOf("31");
        (double X, double Y) wrong = drawing.PlaceOf("7");
        double row(string name) => drawing.Named("text").Where(text => text.Value == name).Min(text => Place(text).Y);
        double column(string name) => drawing.Named("text").Where(text => text.Value == name).Max(text => Place(text).X);
        Assert.Equal(row("cat"), right.Y, 8.0);
        Assert.Equal(column("cat"), right.X, 2.0);
        Assert.Equal(row("cat"), wrong.Y, 8.0);
        Assert.Equal(column("bird"), wrong.X, 2.0);
        Assert.True(row("cat") < row("dog") && row("dog") < row("bird"));
        Assert.True(column("cat") < column("dog") && column("dog") < column("bird"));

        static (double X, double Y) Place(System.Xml.Linq.XElement text)
        {
            string transform = text.Attribute("transform")!.Value;
            double[] place = [.. transform[(transform.IndexOf('(', StringComparison.Ordinal) + 1)..transform.IndexOf(')', StringComparison.Ordinal)].Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
            return (place[0], place[1]);
        }
    }

    [Fact]
    public void Right_and_wrong_cells_differ_in_colour_and_empty_ones_have_none()
    {
        var drawing = new SvgReading(ConfusionPicture.Of(Matrix()));

        Assert.Equal(3, Filled(SvgReading.Blue));
        Assert.Equal(1, Filled(SvgReading.Orange));
        Assert.DoesNotContain("0", drawing.Texts);

        int Filled(string color) => drawing.Named("rect").Count(cell => SvgReading.Style(cell).Contains($"fill:{color}", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_tell_the_accuracy_and_the_mistakes()
    {
        Picture picture = ConfusionPicture.Of(Matrix(), "Animals");

        Assert.Equal("84.8 % of 46 samples are right. Most frequent mistakes: cat taken for bird: 7.", picture.Description);
        Assert.Contains("84.8 % of 46 samples are right", new SvgReading(picture).Texts);
        Assert.Contains("Animals", new SvgReading(picture).Texts);
    }

    [Fact]
    public void Empty_matrix_is_refused() =>
        Assert.Contains("no sample", Assert.Throws<PictureException>(() => ConfusionPicture.Of(new ConfusionMatrix(2))).Message);

    // 31 cats, 5 dogs and 3 birds are known; 7 cats are taken for birds.
    private static ConfusionMatrix Matrix()
    {
        var matrix = new ConfusionMatrix(3, ["cat", "dog", "bird"]);
        foreach ((int actual, int predicted, int count) in ((int, int, int)[])[(0, 0, 31), (0, 2, 7), (1, 1, 5), (2, 2, 3)])
        {
            for (int i = 0; i < count; i++)
            {
                matrix.Add(actual, predicted);
            }
        }

        return matrix;
    }
}
