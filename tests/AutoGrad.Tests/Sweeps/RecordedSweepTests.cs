using AutoGrad.Errors;

namespace AutoGrad.Tests.Sweeps;

public class RecordedSweepTests
{
    private readonly Tape<double> tape = new();

    [Fact]
    public void Gradient_by_the_result_itself_is_one()
    {
        Variable<double> y = tape.Variable([1.0, 2]).Exp().Sum();
        Assert.Equal(1.0, Differentiate.Gradient(y, y).Value.Item);
    }

    [Fact]
    public void Gradient_by_what_was_recorded_later_is_zero()
    {
        Variable<double> x = tape.Variable([1.0, 2]);
        Variable<double> y = x.Sum();
        Variable<double> later = tape.Variable([3.0, 4, 5]);
        Variable<double>[] gradients = Differentiate.Gradient(y, later, x);
        Assert.Equal([0.0, 0, 0], gradients[0].Value.ToArray());
        Assert.Equal([1.0, 1], gradients[1].Value.ToArray());
    }

    [Fact]
    public void Gradient_by_an_intermediate_result_passes_it_alone()
    {
        Variable<double> x = tape.Variable([1.0, 2]);
        Variable<double> squares = x * x;
        Variable<double> y = (3 * squares + x).Sum();
        Assert.Equal([3.0, 3], Differentiate.Gradient(y, squares).Value.ToArray());
    }

    [Fact]
    public void Gradient_by_another_tapes_variable_is_refused()
    {
        Variable<double> y = tape.Variable([1.0, 2]).Sum();
        Variable<double> other = new Tape<double>().Variable([1.0, 2]);
        Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(y, other));
    }
}
