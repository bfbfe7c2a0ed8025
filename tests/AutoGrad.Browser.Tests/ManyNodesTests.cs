using System.Text.Json;

namespace AutoGrad.Browser.Tests;

/// <summary>Two thousand nodes stay usable: the bounds are many times what an idle machine takes.</summary>
[Collection(BrowserTests.Name)]
public class ManyNodesTests(BrowserFixture browser)
{
    private const string Measure =
        """
        async () => {
          const stage = document.getElementById("stage");
          const { left, top } = stage.getBoundingClientRect();
          const frames = async (act) => {
            const times = [];
            for (let i = 0; i < 20; i++) {
              const start = performance.now();
              act();
              await new Promise(requestAnimationFrame);
              times.push(performance.now() - start);
            }
            return times.sort((a, b) => a - b)[10];
          };
          const wheel = (options) => stage.dispatchEvent(new WheelEvent("wheel", { clientX: left + 300, clientY: top + 200, cancelable: true, ...options }));
          return {
            pan: await frames(() => wheel({ shiftKey: true, deltaY: 15 })),
            zoom: await frames(() => wheel({ deltaY: 15 })),
            step: await frames(() => document.getElementById("next").click()),
          };
        }
        """;

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Two_thousand_nodes_open_pan_zoom_and_step(bool inBoxes) => GraphView.Show(browser, Graphs.Chain(2000, inBoxes), async view =>
    {
        double opened = await view.Page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        if (inBoxes)
        {
            Assert.InRange(await view.Page.Locator(".picture > button").CountAsync(), 2, 150);
            await view.Page.ClickAsync("#open-all");
        }

        Assert.InRange(await view.Cards.CountAsync(), 2000, 2100);
        await view.Press("Home");
        JsonElement times = await view.Page.EvaluateAsync<JsonElement>(Measure);

        string report = $"opened in {opened:F0} ms; milliseconds a frame: {times}";
        Assert.True(opened < 60_000, report);
        Assert.True(times.GetProperty("pan").GetDouble() < 1000, report);
        Assert.True(times.GetProperty("zoom").GetDouble() < 2000, report);
        Assert.True(times.GetProperty("step").GetDouble() < 2000, report);
        Assert.Equal(["20 / "], [(await view.Page.Locator("#count").InnerTextAsync())[..5]]);
    });
}
