using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Nn.Tests.Optimizers;

public class GradientClippingTests
{
    [Fact]
    public void Clipping_by_norm_scales_all_gradients_by_one_factor()
    {
        Parameter<double>[] parameters = [new([0.0, 0]), new(0.0), new(0.0)];
        parameters[0].MutableGradient[0] = 2;
        parameters[0].MutableGradient[1] = -3;
        parameters[1].MutableGradient[0] = 6;

        double norm = GradientClipping.ByNorm(parameters, 3.5);

        Assert.Equal(7, norm, 1e-14);
        Assert.Equal([1, -1.5], parameters[0].Gradient.ToArray());
        Assert.Equal([3], parameters[1].Gradient.ToArray());
        Assert.False(parameters[2].HasGradient);
        Assert.Equal(3.5, GradientClipping.ByNorm(new Adam<double>(parameters), 5), 1e-14);
        Assert.Equal([1, -1.5], parameters[0].Gradient.ToArray());
    }

    [Fact]
    public void Clipping_by_norm_neither_overflows_nor_spoils_infinite_gradients()
    {
        Parameter<float>[] parameters = [new([0f, 0])];
        parameters[0].MutableGradient.Fill(1e30f);
        Assert.Equal(Math.Sqrt(2) * 1e30, GradientClipping.ByNorm(parameters, 1), 1e24);
        Assert.Equal(Math.Sqrt(0.5), parameters[0].Gradient.Span[1], 1e-6);

        parameters[0].MutableGradient[0] = float.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, GradientClipping.ByNorm(parameters, 1));
        Assert.Equal(Math.Sqrt(0.5), parameters[0].Gradient.Span[1], 1e-6);
    }

    [Fact]
    public void Clipping_by_value_limits_each_number()
    {
        Parameter<double>[] parameters = [new([0.0, 0, 0])];
        new double[] { -7, 0.5, 2 }.CopyTo(parameters[0].MutableGradient);

        GradientClipping.ByValue(parameters, 1);

        Assert.Equal([-1, 0.5, 1], parameters[0].Gradient.ToArray());
        Assert.Throws<ModuleException>(() => GradientClipping.ByValue(parameters, 0));
        Assert.Throws<ModuleException>(() => GradientClipping.ByNorm(parameters, -1));
    }
}
