using Microsoft.Playwright;

namespace AutoGrad.Browser.Tests;

/// <summary>The steps through the forward pass and the reverse sweep, with their numbers.</summary>
[Collection(BrowserTests.Name)]
public class StepTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Worked_example_1_goes_forward_and_back_with_its_numbers() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        await view.Press("Home");
        Assert.Equal(
            [
                "x, variable, value −2",
                "y, variable, value 5",
                "z, variable, value −4",
                "q, add, not computed yet",
                "f, mul, not computed yet",
            ],
            await view.Spoken());

        await view.Press("ArrowRight");
        Assert.Equal(["q = x + y = −2 + 5 = 3"], await view.Lines());
        Assert.Equal("q, add, value 3", (await view.Spoken())[3]);

        await view.Press("ArrowRight");
        Assert.Equal(["f = q × z = 3 × (−4) = −12"], await view.Lines());
        Assert.Equal("f, mul, value −12", (await view.Spoken())[4]);

        await view.Press("ArrowRight");
        Assert.Equal(["df = 1: the sweep starts at the result"], await view.Lines());
        Assert.Equal("f, mul, value −12, gradient 1", (await view.Spoken())[4]);

        await view.Press("ArrowRight");
        Assert.Equal(["dq = df × z = 1 × (−4) = −4", "dz = df × q = 1 × 3 = 3"], await view.Lines());
        Assert.Equal("x, variable, value −2", (await view.Spoken())[0]);

        await view.Press("ArrowRight");
        Assert.Equal(["dx = dq × 1 = −4 × 1 = −4", "dy = dq × 1 = −4 × 1 = −4"], await view.Lines());
        Assert.Equal(
            [
                "x, variable, value −2, gradient −4",
                "y, variable, value 5, gradient −4",
                "z, variable, value −4, gradient 3",
                "q, add, value 3, gradient −4",
                "f, mul, value −12, gradient 1",
            ],
            await view.Spoken());

        await view.Press("ArrowLeft", "ArrowLeft", "ArrowLeft");
        Assert.Equal(["f = q × z = 3 × (−4) = −12"], await view.Lines());
        Assert.Equal("z, variable, value −4", (await view.Spoken())[2]);
    });

    [BrowserFact]
    public Task Buttons_slider_and_space_step_as_the_keys_do() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        IPage page = view.Page;
        await page.ClickAsync("#next");
        Assert.Equal("1 / 5", await page.Locator("#count").InnerTextAsync());
        await page.ClickAsync("#last");
        Assert.Equal("5 / 5", await page.Locator("#count").InnerTextAsync());
        Assert.True(await page.Locator("#next").IsDisabledAsync());
        await page.ClickAsync("#previous");
        Assert.Equal("4 / 5", await page.Locator("#count").InnerTextAsync());
        await page.ClickAsync("#first");
        Assert.Equal("0 / 5", await page.Locator("#count").InnerTextAsync());
        await page.Locator("#position").FillAsync("2");
        Assert.Equal(["f = q × z = 3 × (−4) = −12"], await view.Lines());
        await page.Locator("#position").BlurAsync();
        await view.Press(" ");
        Assert.Equal("Pause", await page.Locator("#play").GetAttributeAsync("aria-label"));
        await Assertions.Expect(page.Locator("#count")).ToHaveTextAsync("5 / 5", new() { Timeout = GraphView.Patience });
        Assert.Equal("Play", await page.Locator("#play").GetAttributeAsync("aria-label"));
        await view.Press("Escape");
        Assert.Equal("5 steps", await page.Locator("#count").InnerTextAsync());
    });

    [BrowserFact]
    public Task What_a_step_is_about_stands_out_and_is_announced() => GraphView.Show(browser, Graphs.First(), async view =>
    {
        await view.Press("Home", "ArrowRight");
        Assert.Equal("polite", await view.Page.Locator("#step").GetAttributeAsync("aria-live"));
        Assert.StartsWith("Forward 1 of 2: add", await view.StepText(), StringComparison.Ordinal);
        Assert.Equal(["q"], await view.Page.Locator(".node.forward b").AllTextContentsAsync());
        await view.Press("ArrowRight", "ArrowRight", "ArrowRight");
        Assert.StartsWith("Reverse 2 of 3: f hands on upstream × local", await view.StepText(), StringComparison.Ordinal);
        Assert.Equal(["f"], await view.Page.Locator(".node.reverse b").AllTextContentsAsync());
        Assert.Equal(["z", "q"], await view.Page.Locator(".node.receives b").AllTextContentsAsync());
    });

    [BrowserFact]
    public Task Contributions_that_meet_are_added_up()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(3.0).Named("x");
        Variable<double> y = tape.Variable(-2.0).Named("y");
        Variable<double> f = ((x * x).Named("a") + (x * y).Named("b")).Named("f");
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            await view.Press("End", "ArrowLeft");
            Assert.Equal(["dx = db × y = 1 × (−2) = −2", "dy = db × x = 1 × 3 = 3"], await view.Lines());
            await view.Press("ArrowRight");
            Assert.Equal(["dx gets da × x = 1 × 3 = 3 more: −2 + 3 = 1", "dx gets da × x = 1 × 3 = 3 more: 1 + 3 = 4"], await view.Lines());
            Assert.Equal("x, variable, value 3, gradient 4", (await view.Spoken())[0]);
        });
    }

    [BrowserFact]
    public Task Worked_example_2_ends_in_its_gradients() => GraphView.Show(browser, Graphs.TwoTwoTwo(), async view =>
    {
        await view.Press("End");
        double[] expected = [0.000438567734, 0.000877135469, 0.000497712735, 0.000995425471, 0.082167040564, 0.082667627848, -0.022602540477, -0.022740242216];
        for (int i = 0; i < expected.Length; i++)
        {
            string shown = await view.Card($"w{i + 1}").Locator(".gradient").InnerTextAsync();
            double gradient = double.Parse(shown.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(gradient - expected[i]) <= 1e-5 * Math.Abs(expected[i]), $"w{i + 1}: {shown}");
        }

        Assert.Equal("0.298371", await view.Card("E").Locator(".value").InnerTextAsync());
        Assert.Equal("0.59327", await view.Card("h1").Locator(".value").InnerTextAsync());
    });

    [BrowserFact]
    public Task Gradients_that_were_not_kept_are_replayed_from_local_gradients()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(-2.0).Named("x");
        Variable<double> q = (x + 5).Named("q");
        Variable<double> f = (q * -4).Named("f");
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            Assert.Contains("q, add, value 3, gradient −4", await view.Spoken());
            await view.Card("q").ClickAsync();
            Assert.Contains("−4, by the steps; it was not kept.", await view.Page.Locator("#details").InnerTextAsync(), StringComparison.Ordinal);
        });
    }

    [BrowserFact]
    public Task What_an_earlier_pass_left_is_told_apart()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> x = tape.Variable(3.0).Named("x");
        Variable<double> f = (x * 2).Named("f");
        f.Backward();
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            await view.Press("End");
            Assert.Equal(["dx = df × 2 = 1 × 2 = 2", "x holds 4: an earlier pass left some of it, or a hook changed it"], [.. (await view.Lines()).Select(line => line.Replace("#1", "2", StringComparison.Ordinal))]);
            Assert.Contains("x, variable, value 3, gradient 4", await view.Spoken());
        });
    }

    [BrowserFact]
    public Task Graph_without_a_backward_pass_has_no_reverse_steps_and_says_so() => GraphView.Show(browser, Graphs.First(backward: false), async view =>
    {
        Assert.Contains("Backward() was not called", await view.StepText(), StringComparison.Ordinal);
        await view.Press("End");
        Assert.Equal("2 / 2", await view.Page.Locator("#count").InnerTextAsync());
        Assert.Contains("There are no reverse steps", await view.StepText(), StringComparison.Ordinal);
        Assert.All(await view.Spoken(), spoken => Assert.DoesNotContain("gradient", spoken, StringComparison.Ordinal));
        Assert.Contains("None yet", await view.Page.Locator("#details").InnerTextAsync(), StringComparison.Ordinal);
    });

    [BrowserFact]
    public Task Tensors_show_their_gradient_when_all_of_it_has_arrived()
    {
        var tape = new Tape<double> { KeepGradients = true };
        Variable<double> w = tape.Variable([1.0, 2, 3, 4], 2, 2).Named("W");
        Variable<double> x = tape.Constant([1.0, -1], 2, 1).Named("x");
        Variable<double> f = w.MatMul(w.MatMul(x).Named("h")).Named("y").Sum().Named("f");
        f.Backward();
        return GraphView.Show(browser, f.Draw(), async view =>
        {
            await view.Press("End", "ArrowLeft");
            Assert.Contains("dW gets the vector-Jacobian product of matmul; 1 contribution still to come", await view.Lines());
            await view.Press("ArrowRight");
            Assert.Contains(await view.Lines(), line => line.StartsWith("dW = (2, 2) ", StringComparison.Ordinal));
        });
    }
}
