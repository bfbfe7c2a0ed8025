using AutoGrad.Errors;

namespace AutoGrad.PublicApi.Tests;

/// <summary>Operations written outside of the engine, exactly as its own are.</summary>
public class CustomOperationTests
{
    [Fact]
    public void Swish_meets_every_law() => GradientCheck.CheckOperation<Swish>().ThrowIfFailed();

    [Fact]
    public void LogAddExp_meets_every_law() => GradientCheck.CheckOperation<LogAddExp>().ThrowIfFailed();

    [Fact]
    public void Gate_meets_every_law() => GradientCheck.CheckOperation<Gate>().ThrowIfFailed();

    [Fact]
    public void CenterRows_meets_every_law() => GradientCheck.CheckOperation<CenterRows>().ThrowIfFailed();

    [Fact]
    public void Swish_in_an_expression_gives_value_and_gradient()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([-1.0, 0.5, 2.0]);
        Variable<double> y = x.Apply(new Swish(1.5));
        (y * 2).Sum().Backward();

        for (int i = 0; i < 3; i++)
        {
            double at = x.Value[i];
            double s = 1 / (1 + Math.Exp(-1.5 * at));
            Assert.Equal(at * s, y.Value[i], 1e-14);
            Assert.Equal(2 * (s + (1.5 * at * s * (1 - s))), x.Gradient[i], 1e-14);
        }
    }

    [Fact]
    public void Swish_differentiated_twice_is_the_derivative_of_its_derivative()
    {
        double First(double at) => Differentiate.Gradient<double>(x => x.Apply(new Swish(1.5)), at);
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(0.7);
        Variable<double> first = Differentiate.Gradient(x.Apply(new Swish(1.5)), x);
        first.Backward();

        Assert.Equal((First(0.7 + 1e-5) - First(0.7 - 1e-5)) / 2e-5, x.Gradient.Item, 1e-8);
    }

    [Fact]
    public void LogAddExp_broadcasts_without_knowing_it()
    {
        var tape = new Tape<double>();
        Variable<double> a = tape.Variable([1, 2, 3, 4, 5, 6], 2, 3);
        Variable<double> b = tape.Variable([1.0, 2.0, 3.0]);
        Variable<double> y = a.Apply(new LogAddExp(), b);
        y.Sum().Backward();

        double Logistic(double t) => 1 / (1 + Math.Exp(-t));
        for (int column = 0; column < 3; column++)
        {
            double expected = Logistic(b.Value[column] - a.Value[0, column]) + Logistic(b.Value[column] - a.Value[1, column]);
            Assert.Equal(expected, b.Gradient[column], 1e-14);
        }
    }

    [Fact]
    public void CenterRows_in_an_expression_gives_value_and_gradient()
    {
        var tape = new Tape<float>();
        Variable<float> x = tape.Variable([1, 2, 6, 0, 0, 3], 2, 3);
        Variable<float> y = x.Apply(new CenterRows());
        (y * y).Sum().Backward();

        Assert.Equal([-2f, -1, 3, -1, -1, 2], y.Value.ToArray());
        Assert.Equal([-4f, -2, 6, -2, -2, 4], x.Gradient.ToArray());
    }

    [Fact]
    public void CenterRows_of_a_scalar_is_refused_and_leaves_the_tape_as_it_was()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(1.0);

        ShapeException error = Assert.Throws<ShapeException>(() => x.Apply(new CenterRows()));

        Assert.Equal("center_rows: (): center_rows needs an axis to average over", error.Message);
        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void Description_shows_the_constants_of_an_operation()
    {
        Variable<double> y = new Tape<double>().Variable(1.0).Apply(new Swish(1.5));

        Assert.Contains("swish(1.5)", y.ToGraphText());
    }
}
