using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Nn.Tests.Optimizers;

public class LBFGSTests
{
    [Fact]
    public void Strong_wolfe_search_finds_the_least_point_of_rosenbrocks_valley()
    {
        var x = new Parameter<double>([-1.2, 1]);
        var optimizer = new LBFGS<double>([x], search: LineSearch.StrongWolfe);
        for (int step = 0; step < 5; step++)
        {
            optimizer.Step(() => Rosenbrock(x));
        }

        Assert.All(x.Value.ToArray(), value => Assert.Equal(1, value, 1e-5));
    }

    [Fact]
    public void Loaded_state_goes_on_bit_for_bit()
    {
        var x = new Parameter<double>([-1.2, 1]);
        var first = new LBFGS<double>([x], iterations: 3, history: 2, search: LineSearch.StrongWolfe);
        first.Step(() => Rosenbrock(x));
        first.Step(() => Rosenbrock(x));
        var y = new Parameter<double>(x.Value.Span);
        var second = new LBFGS<double>([y], iterations: 3, history: 2, search: LineSearch.StrongWolfe);

        OptimizerTests.Load(first, second);
        for (int step = 0; step < 3; step++)
        {
            first.Step(() => Rosenbrock(x));
            second.Step(() => Rosenbrock(y));
        }

        Assert.NotEqual(-1.2, x.Value.Span[0]);
        Assert.Equal(x.Value.ToArray(), y.Value.ToArray());
    }

    private static double Rosenbrock(Parameter<double> x)
    {
        x.ZeroGradient();
        Variable<double> v = new Tape<double>().Watch(x);
        Variable<double> loss = (1 - v.Select(0, 0)).Square() + (100 * (v.Select(0, 1) - v.Select(0, 0).Square()).Square());
        loss.Backward();
        return loss.Value.Item;
    }
}
