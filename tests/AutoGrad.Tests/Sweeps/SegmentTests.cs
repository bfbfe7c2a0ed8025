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

    [Fact]
    public void Parameter_used_inside_is_the_same_leaf_after_the_function_was_recorded_again()
    {
        var w = new Parameter<double>([2.0, 3.0]);
        var tape = new Tape<double>();
        Variable<double> watched = tape.Watch(w);
        Variable<double> x = tape.Variable([0.5, 1.5]);
        Variable<double> y = tape.Checkpoint(v => (v * w).Sum(), x);
        Assert.Equal([2.0, 3.0], Differentiate.Gradient(y, x).Value.ToArray());
        Assert.Equal(watched.Index, tape.Watch(w).Index);
    }

    [Fact]
    public void Recording_stays_off_after_a_function_was_recorded_again()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.5, 1.5]);
        Variable<double> y = tape.Checkpoint(v => (v * v).Sum(), x);
        using (tape.StopRecording())
        {
            Assert.Equal([1.0, 3.0], Differentiate.Gradient(y, x).Value.ToArray());
            Assert.False(tape.IsRecording);
        }
    }

    [Fact]
    public void Tangent_of_a_checkpoint_takes_part_of_the_operands_that_move_alone()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([2.0, 3.0]);
        Variable<double> still = tape.Variable([5.0, 7.0]);
        Variable<double> y = tape.Checkpoint((a, b) => a * b, x, still);
        Assert.Equal([5.0, 14.0], Differentiate.JacobianVectorProduct(y, x, new[] { 1.0, 2.0 }).Value.ToArray());
        Assert.Equal([2.0, 6.0], Differentiate.JacobianVectorProduct(y, still, new[] { 1.0, 2.0 }).Value.ToArray());

        (double[] _, double[] moved) = Differentiate.JacobianVectorProduct<double>(
            v => v.Tape.Checkpoint((a, b) => a * b, v, v.Tape.Variable([5.0, 7.0])), [2.0, 3.0], [1.0, 2.0]);
        Assert.Equal([5.0, 14.0], moved);
    }

    [Fact]
    public void Function_is_recorded_again_once_for_all_derivatives()
    {
        int calls = 0;
        var tape = new Tape<double>();
        Variable<double> a = tape.Variable(2.0);
        Variable<double> b = tape.Variable(3.0);
        Variable<double> y = tape.Checkpoint(
            (u, v) =>
            {
                calls++;
                return u * u * v;
            },
            a,
            b);
        Variable<double>[] gradients = Differentiate.Gradient(y, a, b);
        Variable<double> tangent = Differentiate.JacobianVectorProduct(y, a, 1.0);
        Assert.Equal([12.0, 4, 12], [gradients[0].Value.Item, gradients[1].Value.Item, tangent.Value.Item]);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Gradient_by_a_parameter_that_is_used_inside_alone_is_recorded()
    {
        var w = new Parameter<double>([2.0, 3.0]);
        var v = new Parameter<double>([5.0, 7.0]);
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.5, 1.5]);
        Variable<double> y = tape.Checkpoint(u => (u * w * v).Sum(), x);
        Variable<double>[] gradients = Differentiate.Gradient(y, tape.Watch(w), tape.Watch(v));
        Assert.Equal([2.5, 10.5], gradients[0].Value.ToArray());
        Assert.Equal([1.0, 4.5], gradients[1].Value.ToArray());
    }

    [Fact]
    public void Place_of_a_checkpoint_is_used_again_with_other_parameters()
    {
        var w = new Parameter<double>([2.0, 3.0]);
        var v = new Parameter<double>([5.0, 7.0]);
        var tape = new Tape<double>();
        foreach (Parameter<double> used in (Parameter<double>[])[w, v])
        {
            Variable<double> x = tape.Variable([0.5, 1.5]);
            Variable<double> y = tape.Checkpoint(u => (u * used).Sum(), x);
            Assert.Equal(2, tape.OperandsOf(y.Index).Length);
            Assert.Equal(used.Value.ToArray(), Differentiate.Gradient(y, x).Value.ToArray());
            y.Backward();
            tape.Reset();
        }

        Assert.Equal([0.5, 1.5], w.Gradient.ToArray());
        Assert.Equal([0.5, 1.5], v.Gradient.ToArray());
    }
}
