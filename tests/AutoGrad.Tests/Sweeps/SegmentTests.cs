using AutoGrad.Errors;

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

    [Fact]
    public void Function_that_gives_another_value_when_it_is_recorded_again_is_refused_each_time()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        double factor = 1;
        Variable<double> y = tape.Checkpoint(v => v * v * factor, x);
        factor = 100;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            Assert.Contains("gave another value", Assert.Throws<CheckpointException>(() => Differentiate.Gradient(y, x)).Message, StringComparison.Ordinal);
            Assert.Throws<CheckpointException>(() => Differentiate.JacobianVectorProduct(y, x, 1.0));
            Assert.Throws<CheckpointException>(() => y.Backward());
        }

        factor = 1;
        Assert.Equal(4, Differentiate.Gradient(y, x).Value.Item);
    }

    [Fact]
    public void Result_that_is_of_another_tape_only_when_it_is_recorded_again_is_refused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double>? stranger = null;
        Variable<double> y = tape.Checkpoint(v => stranger ?? v * v, x);
        stranger = new Tape<double>().Variable(4.0);
        Assert.Throws<TapeMismatchException>(() => Differentiate.Gradient(y, x));
        Assert.Throws<TapeMismatchException>(() => y.Backward());
    }

    [Fact]
    public void Tape_around_is_not_reset_inside()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(2.0);
        Variable<double> Resetting(Variable<double> v)
        {
            tape.Reset();
            return v * v;
        }

        Assert.Contains("Reset()", Assert.Throws<CheckpointException>(() => tape.Checkpoint(Resetting, x)).Message, StringComparison.Ordinal);
        tape.Checkpoint(v => v * v, x).Backward();
        Assert.Equal(4, x.Gradient.Item);
    }

    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Hooks_take_no_part_in_the_derivative_of_a_function_inside_or_outside(JacobianMode mode)
    {
        static Variable<double> Hooked(Variable<double> v) => (v * v).OnGradient((gradient, _) => gradient[0] *= 10);
        var w = new Parameter<double>(3.0);
        Assert.Equal(6, Differentiate.Gradient(u => u.Tape.Checkpoint(Hooked, u), 3.0));
        Assert.Equal([6.0], [.. Differentiate.Jacobian(u => u.Tape.Checkpoint(Hooked, u), new[] { 3.0 }, mode)]);
        Assert.Equal([18.0], [.. Differentiate.Jacobian(u => u.Tape.Checkpoint(v => Hooked(v) * w, u), new[] { 3.0 }, mode)]);
        Assert.Equal([3.0], [.. Differentiate.Jacobian(u => u * u.Tape.Watch(w).OnGradient((gradient, _) => gradient[0] *= 10), new[] { 2.0 }, mode)]);
        Assert.False(w.HasGradient);
    }
}
