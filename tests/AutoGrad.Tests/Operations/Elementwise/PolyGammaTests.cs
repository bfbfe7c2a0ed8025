namespace AutoGrad.Tests.Operations.Elementwise;

public class PolyGammaTests
{
    private const double Euler = 0.5772156649015329;

    private readonly Variable<double> one = new Tape<double>().Variable(1.0);

    [Fact]
    public void PolyGamma_at_1_is_a_value_of_the_zeta_function()
    {
        Assert.Equal(-Euler, one.PolyGamma(0).Value.Item, 1e-14);
        Assert.Equal(-Euler, one.Digamma().Value.Item, 1e-14);
        Assert.Equal(Math.PI * Math.PI / 6, one.PolyGamma(1).Value.Item, 1e-14);
        Assert.Equal(-2 * 1.2020569031595942, one.PolyGamma(2).Value.Item, 1e-13);
    }

    [Fact]
    public void Gradient_of_PolyGamma_is_that_of_the_next_order()
        => Assert.Equal(-2 * 1.2020569031595942, Differentiate.Gradient(one.PolyGamma(1), one).Value.Item, 1e-13);

    [Fact]
    public void PolyGamma_of_a_negative_order_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => one.PolyGamma(-1));
}
