using System.Xml.Linq;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Plots.Tests;

public sealed class TrainingReportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-report").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Report_holds_settings_outcomes_pictures_and_figures()
    {
        (TrainingRecorder<double> recorder, TrainingResult result, _) = Runs.Train(epochs: 4);
        var confusion = new ConfusionMatrix(2);
        confusion.Add(0, 0);
        confusion.Add(1, 0);

        XElement page = Page(new TrainingReport("Halves") { Summary = "Which half?" }
            .Setting("rate", 0.1)
            .Setting("seed", 5)
            .Add(result)
            .Add(recorder, "cross-entropy (nats)")
            .Add(confusion));

        Assert.Equal("Halves", Named(page, "h1").Single().Value);
        Assert.Equal("Halves", Named(page, "title").First().Value);
        Assert.Contains("Which half?", Named(page, "p").Select(p => p.Value));
        Assert.Equal(("0.1", "5"), (Row(page, "rate"), Row(page, "seed")));
        Assert.Equal(("Epochs", "4", "8"), (Row(page, "stopped by"), Row(page, "epochs"), Row(page, "updates")));
        Assert.Equal(result.TrainingLoss, double.Parse(Row(page, "training loss"), System.Globalization.CultureInfo.InvariantCulture), 1e-5);
        Assert.Equal("0.5", Row(page, "accuracy on them"));
        Assert.Equal(
            ["Loss", "Accuracy on the validation part", "Size of the gradients by layer", "Gradients by layer and epoch", "Weights by layer and epoch", "Confusion matrix", "Figures"],
            Named(page, "h2").Select(heading => heading.Value));
        XElement figures = Named(page, "table").Last();
        Assert.Equal(["epoch", "training loss", "validation loss", "accuracy", "learning rate"], Named(figures, "th").Where(th => th.Attribute("scope")!.Value == "col").Select(th => th.Value));
        Assert.Equal(["1", "2", "3", "4"], Named(figures, "th").Where(th => th.Attribute("scope")!.Value == "row").Select(th => th.Value));
        Assert.DoesNotContain(Named(page, "p"), p => p.Attribute("role")?.Value == "alert");
    }

    [Fact]
    public void Page_needs_nothing_from_elsewhere_and_every_label_leads_to_its_words()
    {
        (TrainingRecorder<double> recorder, TrainingResult result, _) = Runs.Train(epochs: 3);

        XElement page = Page(new TrainingReport("Halves").Add(result).Add(recorder));

        Assert.Empty(Named(page, "script").Concat(Named(page, "link")).Concat(Named(page, "iframe")));
        Assert.All(page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src"), link => Assert.StartsWith("data:", link.Value));
        Assert.All(Named(page, "style"), style => Assert.DoesNotContain("url(", style.Value));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
        string[] labels = [.. page.Descendants().Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' '))];
        Assert.NotEmpty(labels);
        Assert.Subset(ids.ToHashSet(), labels.ToHashSet());
        XElement[] drawings = [.. Named(page, "svg").Where(svg => svg.Attribute("role") is not null)];
        Assert.Equal(5, drawings.Length);
        Assert.All(drawings, drawing => Assert.Equal("img", drawing.Attribute("role")!.Value));

        // Light and dark, by the reader's system; and no colour that stays as it is.
        Assert.Contains("prefers-color-scheme:dark", Named(page, "style").First().Value);
        Assert.DoesNotContain(drawings.SelectMany(drawing => drawing.Descendants()).Attributes(), attribute => attribute.Value.Contains("rgb(", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_the_user_stays_text()
    {
        XElement page = Page(new TrainingReport("<b>x</b>").Setting("a & b", "<script>").Outcome("\"q\"", 1234567));

        Assert.Equal("<b>x</b>", Named(page, "h1").Single().Value);
        Assert.Equal("<script>", Row(page, "a & b"));
        Assert.Equal("1,234,567", Row(page, "\"q\""));
    }

    [Fact]
    public void Diverged_training_is_told_at_the_beginning()
    {
        (TrainingRecorder<double> recorder, TrainingResult result) = Runs.Diverge();

        foreach (TrainingReport report in (TrainingReport[])[new TrainingReport("Too fast").Add(result).Add(recorder), new TrainingReport("Too fast").Add(recorder)])
        {
            XElement alarm = Assert.Single(Named(Page(report), "p"), p => p.Attribute("role")?.Value == "alert");
            Assert.StartsWith("The training diverged.", alarm.Value);
            Assert.Contains("Diverged", alarm.Value["The training diverged.".Length..]);
        }
    }

    [Fact]
    public void Long_training_has_a_short_table()
    {
        (TrainingRecorder<double> recorder, _, _) = Runs.Train(epochs: 450);

        string[] epochs = [.. Named(Named(Page(new TrainingReport("Long").Add(recorder)), "table").Last(), "th").Where(th => th.Attribute("scope")!.Value == "row").Select(th => th.Value)];

        Assert.Equal(150, epochs.Length);
        Assert.Equal(("3", "450"), (epochs[0], epochs[^1]));
    }

    [Fact]
    public void Page_is_saved_as_it_is()
    {
        TrainingReport report = new TrainingReport("Saved").Setting("seed", 1);
        string path = Path.Combine(folder, "new", "report.html");

        report.Save(path);

        Assert.Equal(report.ToHtml(), File.ReadAllText(path));
    }

    private static XElement Page(TrainingReport report) => XDocument.Parse(report.ToHtml()).Root!;

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static string Row(XElement page, string name) =>
        Named(page, "tr").Single(row => row.Elements().First().Value == name && row.Elements().Count() == 2).Elements().Last().Value;
}
