using AutoGrad.Errors;
using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class ResidualTests
{
    [Fact]
    public void The_input_is_added()
    {
        var layer = new Residual<double>(new Linear<double>(3, 3, new RandomSource(1)), Activation<double>.Tanh);
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(new double[,] { { 1, -2, 0.5 } });

        double[] expected = (x + layer.Inner.Forward(x)).Value.ToArray();

        Assert.Equal(expected, layer.Forward(x).Value.ToArray());
        Assert.NotEqual(x.Value.ToArray(), expected);
        Assert.Equal(["inner.0.weight", "inner.0.bias"], layer.NamedParameters.Select(named => named.Name));
    }

    [Fact]
    public void Shapes_that_cannot_be_added_are_named()
    {
        // (2, 1) would broadcast.
        var layer = new Residual<float>(new Activation<float>("sum", x => x.Sum(1, keepDimensions: true)));
        var tape = new Tape<float>();

        string message = Assert.Throws<ShapeException>(() => layer.Forward(tape.Filled(1, 2, 3))).Message;

        Assert.Contains("(2, 1)", message, StringComparison.Ordinal);
        Assert.Contains("(2, 3)", message, StringComparison.Ordinal);
    }
}
