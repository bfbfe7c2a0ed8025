using Microsoft.Playwright;

namespace AutoGrad.Browser.Tests;

/// <summary>What the page shows, and how it is moved and chosen from.</summary>
[Collection(BrowserTests.Name)]
public class PictureTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Worked_example_1_is_drawn_with_values_gradients_and_local_gradients() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        Assert.Equal("f = (x + y) z", await view.Page.TitleAsync());
        Assert.Equal("5 nodes · result −12", await view.Page.Locator("#summary").InnerTextAsync());
        Assert.Equal(["−2", "5", "−4", "3", "−12"], await view.Page.Locator(".node .value").AllInnerTextsAsync());
        Assert.Equal(["−4", "−4", "3", "−4", "1"], await view.Page.Locator(".node .gradient").AllInnerTextsAsync());
        Assert.Equal(["×1", "×1", "×3", "×−4"], (await view.Page.Locator(".local").AllTextContentsAsync()).Order(StringComparer.Ordinal));
        foreach (ILocator card in await view.Cards.AllAsync())
        {
            await AssertInSight(view, card);
        }
    });

    [BrowserFact]
    public Task Click_on_a_node_shows_its_numbers_formula_and_source_line() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        await view.Card("f").ClickAsync();
        string details = await view.Page.Locator("#details").InnerTextAsync();
        foreach (string expected in new[] { "operation mul, the result", "−12", "f = q × z", "= 3 × (−4) = −12", "∂f/∂q = z = −4", "∂f/∂z = q = 3", "Graphs.cs:" })
        {
            Assert.Contains(expected, details, StringComparison.Ordinal);
        }

        Assert.Equal("true", await view.Card("f").GetAttributeAsync("aria-pressed"));
        await view.Page.Locator("#details button", new() { HasTextString = "q" }).ClickAsync();
        Assert.StartsWith("q", await view.Page.Locator("#details h2").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await view.Card("q").GetAttributeAsync("aria-pressed"));
    });

    [BrowserFact]
    public Task Wheel_zooms_at_the_pointer_and_a_drag_pans_without_choosing() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        LocatorBoundingBoxResult before = (await view.Card("q").BoundingBoxAsync())!;
        float x = before.X + (before.Width / 2);
        float y = before.Y + (before.Height / 2);
        await view.Page.Mouse.MoveAsync(x, y);
        await view.Page.Mouse.WheelAsync(0, -200);
        LocatorBoundingBoxResult zoomed = (await view.Card("q").BoundingBoxAsync())!;
        Assert.True(zoomed.Width > before.Width * 1.2, $"{before.Width} to {zoomed.Width}");
        Assert.Equal(x, zoomed.X + (zoomed.Width / 2), 1.0);

        await view.Page.Mouse.DownAsync();
        await view.Page.Mouse.MoveAsync(x + 50, y + 30, new() { Steps = 4 });
        await view.Page.Mouse.UpAsync();
        LocatorBoundingBoxResult panned = (await view.Card("q").BoundingBoxAsync())!;
        Assert.InRange(panned.X - zoomed.X, 30, 51);
        Assert.InRange(panned.Y - zoomed.Y, 15, 31);
        Assert.Equal(0, await view.Page.Locator(".node.selected").CountAsync());

        await view.Press("0");
        Assert.Equal(before.Width, (await view.Card("q").BoundingBoxAsync())!.Width, 1.0);
    });

    [BrowserFact]
    public Task Names_that_look_like_markup_stay_names()
    {
        var tape = new Tape<double> { KeepGradients = true };
        const string Name = "</script><img src=x onerror=alert(1)>";
        using Tape<double>.NamedScope scope = tape.Scope("<b>{{title}}</b>");
        Variable<double> f = (tape.Variable(2.0).Named(Name) * tape.Variable(3.0).Named("{{data}} & \"q\"")).Named("<!--");
        f.Backward();
        return GraphView.Show(browser, f.Draw(title: "</title><script>alert(1)</script>"), async view =>
        {
            Assert.Equal("</title><script>alert(1)</script>", await view.Page.TitleAsync());
            Assert.Equal(0, await view.Page.Locator("img, .picture script").CountAsync());
            Assert.Contains(Name, await view.Page.Locator(".node b").AllTextContentsAsync());
            Assert.Contains("{{data}} & \"q\"", await view.Page.Locator(".node b").AllTextContentsAsync());
            await view.Press("End");
            Assert.Contains($"d({Name}) = d(<!--) × {{{{data}}}} & \"q\" = 1 × 3 = 3", string.Join('\n', await view.Lines()).Replace("(" + "{{data}} & \"q\"" + ")", "{{data}} & \"q\"", StringComparison.Ordinal), StringComparison.Ordinal);
        });
    }

    [BrowserFact]
    public Task Numbers_that_are_not_finite_stand_out()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable([-1.0, 0, 4]).Named("x");
        Variable<double> y = x.Log().Named("y");
        Variable<double> f = y.Sum().Named("f");
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            Assert.Equal(["x", "y", "f"], await view.Page.Locator(".node.bad b").AllTextContentsAsync());
            Assert.Contains("holds NaN or infinity", await view.Card("y").GetAttributeAsync("aria-label"), StringComparison.Ordinal);
            Assert.Contains("3 nodes with NaN or infinity", await view.Page.Locator("#summary").InnerTextAsync(), StringComparison.Ordinal);
            await view.Card("y").ClickAsync();
            Assert.Equal(["NaN", "−∞", "1.3863"], await view.Page.Locator("#details .numbers td:not(:empty)").AllInnerTextsAsync() is { } cells ? cells.Take(3) : []);
        });
    }

    [BrowserFact]
    public Task Large_tensors_show_range_and_histogram()
    {
        var tape = new Tape<float> { KeepGradients = true };
        float[] values = [.. Enumerable.Range(0, 100).Select(i => (float)(i / 10 * (i / 10)))];
        Variable<float> f = tape.Variable(values, 10, 10).Named("w").Sum().Named("f");
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            Assert.Equal("0 to 81", await view.Card("w").Locator(".value").InnerTextAsync());
            Assert.Equal("all 1", await view.Card("w").Locator(".gradient").InnerTextAsync());
            await view.Card("w").ClickAsync();
            ILocator histogram = view.Page.Locator("#details svg[role=img]");
            Assert.Equal(1, await histogram.CountAsync());
            Assert.Equal("Histogram, counts from least to greatest: 30, 10, 10, 10, 0, 10, 0, 10, 0, 10, 0, 10", await histogram.GetAttributeAsync("aria-label"));
        });
    }

    [BrowserTheory]
    [InlineData("network")]
    [InlineData("perceptron")]
    [InlineData("perceptron, boxes closed")]
    public Task Edges_pass_beside_the_cards(string picture) => GraphView.Show(browser, picture == "network" ? Graphs.TwoTwoTwo() : Graphs.Perceptron(), async view =>
    {
        if (picture.EndsWith("closed", StringComparison.Ordinal))
        {
            await view.Page.ClickAsync("#close-all");
        }

        string[] crossed = await view.Page.EvaluateAsync<string[]>(
            """
            () => {
              const cards = [...document.querySelectorAll(".picture > .node, .picture > .scope")];
              const isIn = (card, { x, y }) => x > card.offsetLeft + 2 && x < card.offsetLeft + card.offsetWidth - 2 && y > card.offsetTop + 2 && y < card.offsetTop + card.offsetHeight - 2;
              const crossed = new Set();
              for (const edge of document.querySelectorAll(".edge")) {
                for (let at = 3; at < edge.getTotalLength() - 24; at += 6) {
                  const point = edge.getPointAtLength(at);
                  cards.filter((card) => isIn(card, point)).forEach((card) => crossed.add(card.getAttribute("aria-label")));
                }
              }
              return [...crossed];
            }
            """);
        Assert.Empty(crossed);
        Assert.True(await view.Page.Locator(".edge").CountAsync() > 2);
    });

    [BrowserFact]
    public Task Very_long_edges_are_stubs_with_the_name_of_the_operand() => GraphView.Show(browser, Graphs.Chain(200, inBoxes: false), async view =>
    {
        string[] stubs = [.. await view.Page.Locator(".local.stub").AllTextContentsAsync()];
        Assert.True(stubs.Length > 10, $"{stubs.Length} stubs");
        Assert.All(stubs, stub => Assert.Equal("x ×1", stub));
    });

    [BrowserFact]
    public Task Find_goes_to_the_next_node_of_that_name_out_of_closed_boxes() => GraphView.Show(browser, Graphs.Chain(400, inBoxes: true), async view =>
    {
        await view.Page.ClickAsync("#close-all");
        await view.Press("/");
        await view.Page.Keyboard.TypeAsync("w201");
        await view.Press("Enter");
        Assert.Equal("w201", await view.Page.Locator("#details h2").InnerTextAsync());
        await AssertInSight(view, view.Card("w201"));
    });

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public Task Colours_follow_the_system_until_the_button_says_otherwise(ColorScheme scheme) => GraphView.Show(
        browser,
        Graphs.First(),
        async view =>
        {
            bool isDark = scheme == ColorScheme.Dark;
            Assert.Equal(isDark, await Darkness(view));
            await view.Page.ClickAsync("#theme");
            Assert.Equal(!isDark, await Darkness(view));
            await view.Page.ClickAsync("#theme");
            Assert.Equal(isDark, await Darkness(view));
        },
        new() { ColorScheme = scheme });

    [BrowserFact]
    public Task Narrow_screen_needs_no_scrolling_sideways() => GraphView.Show(
        browser,
        Graphs.First(),
        async view =>
        {
            Assert.Equal(400, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await AssertInSight(view, view.Card("z"));
        },
        new() { ViewportSize = new() { Width = 400, Height = 800 } });

    [BrowserFact]
    public Task Nothing_glides_where_less_motion_is_wanted() => GraphView.Show(
        browser,
        Graphs.Chain(200, inBoxes: false),
        async view =>
        {
            await view.Press("End");
            Assert.Equal("0s", await view.Page.Locator(".picture").EvaluateAsync<string>("picture => getComputedStyle(picture).transitionDuration"));
        },
        new() { ReducedMotion = ReducedMotion.Reduce });

    internal static async Task AssertInSight(GraphView view, ILocator card)
    {
        // The picture may glide there.
        await view.Page.WaitForFunctionAsync(
            """
            card => {
              const inner = card.getBoundingClientRect();
              const outer = document.getElementById("stage").getBoundingClientRect();
              return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
            }
            """,
            await card.ElementHandleAsync(),
            new() { Timeout = GraphView.Patience });
    }

    private static async Task<bool> Darkness(GraphView view)
    {
        string colour = await view.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        int[] channels = [.. colour[(colour.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',').Take(3).Select(channel => int.Parse(channel, System.Globalization.CultureInfo.InvariantCulture))];
        return channels.Sum() < 3 * 128;
    }
}
