using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AutoGrad.Browser.Tests;

/// <summary>Keyboard and screen reader reach everything.</summary>
[Collection(BrowserTests.Name)]
public class AccessTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Tab_walks_through_every_node_in_recording_order_and_keeps_it_in_sight() => GraphView.Show(browser, Graphs.TwoTwoTwo(), async view =>
    {
        int count = await view.Cards.CountAsync();
        Assert.Equal(Graphs.TwoTwoTwo().Nodes.Count, count);
        await view.Page.Locator("#theme").FocusAsync();
        for (int id = 0; id < count; id++)
        {
            await view.Press("Tab");
            ILocator focused = view.Page.Locator(":focus");
            Assert.Equal($"{id}", await focused.GetAttributeAsync("data-node"));
            await PictureTests.AssertInSight(view, focused);
        }

        await view.Press("Tab");
        Assert.Equal("zoom-in", await view.Page.Locator(":focus").GetAttributeAsync("id"));
    });

    [BrowserFact]
    public Task Enter_opens_details_and_arrows_walk_along_edges() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        await view.Card("x").FocusAsync();
        await view.Press("Enter");
        Assert.Equal("x", await view.Page.Locator("#details h2").InnerTextAsync());
        await view.Press("ArrowDown");
        Assert.Equal("q", await view.Page.Locator("#details h2").InnerTextAsync());
        Assert.Equal("3", await view.Page.Locator(":focus").GetAttributeAsync("data-node"));
        await view.Press("ArrowDown", "ArrowUp", "ArrowUp");
        Assert.Equal("x", await view.Page.Locator("#details h2").InnerTextAsync());
    });

    [BrowserFact]
    public Task Boxes_open_and_close_from_the_keyboard() => GraphView.Show(browser, Graphs.Chain(200, inBoxes: true), async view =>
    {
        await view.Page.ClickAsync("#close-all");
        Assert.Equal(1, await view.Cards.CountAsync());
        ILocator box = view.Page.Locator("[data-scope='0']");
        Assert.Equal("false", await box.GetAttributeAsync("aria-expanded"));
        await box.FocusAsync();
        await view.Press("Enter");
        Assert.Equal("true", await box.GetAttributeAsync("aria-expanded"));
        Assert.Equal("0", await view.Page.Locator(":focus").GetAttributeAsync("data-scope"));
        await view.Press("Tab", "Enter");
        Assert.Equal("true", await view.Page.Locator(":focus").GetAttributeAsync("aria-expanded"));
        Assert.True(await view.Cards.CountAsync() > 10);
        await box.FocusAsync();
        await view.Press(" ");
        Assert.Equal(1, await view.Cards.CountAsync());
    });

    [BrowserFact]
    public Task Table_has_every_node_with_a_button_of_its_name() => GraphView.Show(browser, Graphs.TwoTwoTwo(), async view =>
    {
        await view.Page.ClickAsync("#show-table");
        string[] labels = [.. Graphs.TwoTwoTwo().Nodes.Select(node => node.Label)];
        Assert.Equal(labels, await view.Page.Locator("#table tbody th button").AllTextContentsAsync());
        await view.Page.Locator("#table tbody th button", new() { HasTextString = "h1" }).ClickAsync();
        Assert.Equal("h1", await view.Page.Locator("#details h2").InnerTextAsync());
        Assert.Equal("h1", await view.Page.Locator("#table tr[aria-current] button").InnerTextAsync());
    });

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public Task Audit_finds_no_barrier(ColorScheme scheme) => GraphView.Show(
        browser,
        Graphs.Perceptron(),
        async view =>
        {
            await Audit(view, "the whole picture");
            await view.Press("End", "ArrowLeft");
            await Audit(view, "a step");
            await view.Page.ClickAsync("#show-table");
            await Audit(view, "the table");
        },
        new() { ColorScheme = scheme });

    private static async Task Audit(GraphView view, string state)
    {
        // A card's name begins with the label that it shows, and goes on with the numbers in words.
        AxeResult result = await view.Page.RunAxe(new AxeRunOptions { Rules = new() { ["label-content-name-mismatch"] = new() { Enabled = false } } });
        Assert.True(result.Passes.Length > 10, $"{state}: the audit looked at nothing");
        Assert.True(
            result.Violations.Length == 0,
            $"{state}:\n{string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(5).Select(node => node.Html))}"))}");
    }
}
