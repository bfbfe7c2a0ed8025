namespace AutoGrad.Tests.Operations.Activations;

public class EluTests
{
    [Fact]
    public void Gradient_at_0_is_that_of_the_lower_branch()
    {
        Variable<double> x = new Tape<double>().Variable([0.0, -0.0, 1]);
        Variable<double> recorded = Differentiate.Gradient(x.Elu(0.25).Sum(), x);
        x.Elu(0.25).Sum().Backward();
        Assert.Equal([0.25, 0.25, 1], x.Gradient.ToArray());
        Assert.Equal([0.25, 0.25, 1], recorded.Value.ToArray());
    }
}
