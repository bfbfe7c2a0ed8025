using AutoGrad.Drawing;
using Microsoft.Playwright;

namespace AutoGrad.Browser.Tests;

/// <summary>A graph's page, opened from a file in the browser.</summary>
internal sealed class GraphView
{
    /// <summary>A busy machine may take its time, in milliseconds; a test that fails waits so long.</summary>
    public const float Patience = 120_000;

    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private GraphView(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Shows a graph, does something with the page, and sees that it wrote nothing to the console and fetched nothing but itself.</summary>
    public static async Task Show(BrowserFixture fixture, Graph graph, Func<GraphView, Task> act, BrowserNewPageOptions? options = null)
    {
        string folder = Directory.CreateTempSubdirectory("autograd-page").FullName;
        try
        {
            string file = Path.Combine(folder, "graph.html");
            graph.SaveHtml(file);
            IPage page = await fixture.Browser.NewPageAsync(options ?? new());
            var view = new GraphView(page);
            string address = new Uri(file).AbsoluteUri;
            await page.GotoAsync(address);
            await act(view);
            Assert.Empty(view.complaints);
            Assert.All(view.requests, request => Assert.True(request == address || request.StartsWith("data:", StringComparison.Ordinal), request));
            await page.CloseAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The card of a node, by its label.</summary>
    public ILocator Card(string label) => Page.Locator($".node[aria-label^='{label}, ']");

    public ILocator Cards => Page.Locator(".node");

    /// <summary>What the cards say of themselves, in tab order.</summary>
    public async Task<string[]> Spoken() => [.. await Cards.EvaluateAllAsync<string[]>("cards => cards.map(card => card.getAttribute('aria-label'))")];

    /// <summary>The lines of numbers that the present step shows.</summary>
    public async Task<IReadOnlyList<string>> Lines() => await Page.Locator("#step .line").AllTextContentsAsync();

    public async Task<string> StepText() => await Page.Locator("#step").InnerTextAsync();

    public async Task Press(params string[] keys)
    {
        foreach (string key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }
}
