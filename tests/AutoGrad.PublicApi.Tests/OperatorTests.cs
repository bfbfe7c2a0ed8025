using System.Numerics.Tensors;

namespace AutoGrad.PublicApi.Tests;

/// <summary>What may stand in one expression: variables, parameters, numbers, arrays and tensors.</summary>
public class OperatorTests
{
    private readonly Tape<float> tape = new();

    [Fact]
    public void Parameters_on_the_right_are_watched()
    {
        Variable<float> x = tape.Variable([1f, 2]);
        var w = new Parameter<float>([3, 4], 2);
        var b = new Parameter<float>(0.5f);

        Variable<float> y = (x * w) + b;
        y.Sum().Backward();

        Assert.Equal([3.5f, 8.5f], y.Value.ToArray());
        Assert.Equal([1f, 2], w.Gradient.ToArray());
        Assert.Equal(2f, b.Gradient.Item);
    }

    [Fact]
    public void Parameters_on_the_left_are_watched()
    {
        var w = new Parameter<float>([3, 4], 2);

        Variable<float> y = w * tape.Variable([1f, 2]);
        y.Sum().Backward();

        Assert.Equal([1f, 2], w.Gradient.ToArray());
    }

    [Fact]
    public void Numbers_stand_on_either_side()
    {
        Variable<float> x = tape.Variable(4f);

        Assert.Equal(-3f, (1 - x).Value.Item);
        Assert.Equal(8f, (2f * x).Value.Item);
        Assert.Equal(2f, (x / 2).Value.Item);
        Assert.Equal(0.25f, (1 / x).Value.Item);
        Assert.Equal(3f, (x - 1).Value.Item);
        Assert.Equal(-4f, (-x).Value.Item);
    }

    [Fact]
    public void Numbers_stand_on_either_side_in_double()
    {
        Variable<double> x = new Tape<double>().Variable(4.0);

        Assert.Equal(-3, (1 - x).Value.Item);
        Assert.Equal(8, (2f * x).Value.Item);
        Assert.Equal(2, (x / 2).Value.Item);
    }

    [Fact]
    public void Arrays_and_tensors_are_constants()
    {
        Variable<float> x = tape.Variable([1f, 2]);
        float[] vector = [10, 20];
        float[,] matrix = { { 1, 2 }, { 3, 4 } };
        Tensor<float> tensor = Tensor.Create<float>([5, 6], [2]);

        Assert.Equal([11f, 22], (x + vector).Value.ToArray());
        Assert.Equal([11f, 22], (vector + x).Value.ToArray());
        Assert.Equal([1f, 4, 3, 8], (x * matrix).Value.ToArray());
        Assert.Equal([4f, 4], (tensor - x).Value.ToArray());
    }

    [Fact]
    public void Compound_assignment_makes_a_new_variable()
    {
        Variable<float> x = tape.Variable(3f);
        Variable<float> y = x;
        y *= x;
        y += 1;
        y.Backward();

        Assert.Equal(10f, y.Value.Item);
        Assert.Equal(6f, x.Gradient.Item);
    }

    [Fact]
    public void Comparisons_give_conditions()
    {
        Variable<float> x = tape.Variable([-1f, 0, 2]);

        Assert.Equal([0f, 0, 2], (x > 0).Where(x, 0).Value.ToArray());
        Assert.Equal([1f, 1, 0], (x <= 0).Value.ToArray());
    }
}
