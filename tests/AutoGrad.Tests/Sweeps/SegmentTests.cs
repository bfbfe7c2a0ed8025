namespace AutoGrad.Tests.Sweeps;

public class SegmentTests
{
    [Fact]
    public void Recorded_gradients_of_a_checkpoint_belong_to_their_own_upstream_gradient()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.5, 1.5]);
        Variable<double> y = tape.Checkpoint(v => v * v, x);
        Variable<double> first = Differentiate.VectorJacobianProduct(y, new[] { 1.0, 0 }, x)[0];
        Variable<double> second = Differentiate.VectorJacobianProduct(y, new[] { 0, 10.0 }, x)[0];
        Assert.Equal([1.0, 0], first.Value.ToArray());
        Assert.Equal([0, 30.0], second.Value.ToArray());
    }
}
