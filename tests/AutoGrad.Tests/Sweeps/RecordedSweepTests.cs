using AutoGrad.Errors;
using AutoGrad.Numbers;
using AutoGrad.Operations;

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

    [Fact]
    public void What_was_computed_while_recording_was_off_counts_as_a_constant_in_both_modes()
    {
        Variable<double> x = tape.Variable([1.0, 2]);
        Variable<double> still;
        using (tape.StopRecording())
        {
            still = x * x;
        }

        Variable<double> y = (still * x).Sum();
        Assert.Equal([1.0, 4], Differentiate.Gradient(y, x).Value.ToArray());
        Assert.Equal(5.0, Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 1])).Value.Item);
    }

    [Fact]
    public void Product_of_a_wrong_shape_is_refused_by_the_name_of_its_operation()
    {
        Variable<double> x = tape.Variable([1.0, 2, 3]);
        Variable<double> y = x.Apply(new Misshapen()).Sum();
        Assert.Contains("misshapen: its vector-Jacobian product has shape (2,) for an operand of shape (3,)", Assert.Throws<ShapeException>(() => Differentiate.Gradient(y, x)).Message, StringComparison.Ordinal);
        Assert.Contains("misshapen", Assert.Throws<ShapeException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_local_gradient_is_a_factor()
    {
        Variable<double> x = tape.Variable([1.0, 2]);
        Variable<double> y = (x.Apply(new Triple()) * x).Sum();
        Assert.Equal([6.0, 12], Differentiate.Gradient(y, x).Value.ToArray());
        Assert.Equal([0.0, 0], Differentiate.Gradient((x.Apply(new Nothing()) * 2).Sum(), x).Value.ToArray());
        Assert.Equal(18.0, Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 1])).Value.Item);
    }

    [Fact]
    public void Operand_with_a_zero_local_gradient_moves_nothing()
    {
        Variable<double> x = tape.Variable([1.0, 2]);
        Variable<double> y = x.Apply(new SquareOfFirst(), x * 3);
        Assert.Equal([2.0, 4], Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 1])).Value.ToArray());
        Assert.Equal([2.0, 4], Differentiate.Gradient(y.Sum(), x).Value.ToArray());
    }

    [Fact]
    public void Variable_from_before_a_reset_is_refused()
    {
        Variable<double> old = tape.Variable([1.0, 2]);
        tape.Reset();
        Variable<double> x = tape.Variable([1.0, 2]);
        Assert.Throws<StaleVariableException>(() => Differentiate.Gradient((x * x).Sum(), old));
    }

    /// <summary>The first two elements, with a product that forgets the others.</summary>
    private readonly struct Misshapen : IStructuredOperation<Misshapen>
    {
        public static OperationInfo<Misshapen> Info { get; } = new("misshapen", 1) { Saves = Saves.Nothing };

        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(2);

        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            => evaluation[0][..2].CopyTo(evaluation.Result);

        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
            => pullback.Upstream;
    }

    private readonly struct Triple : IElementwise<Triple>
    {
        public static OperationInfo<Triple> Info { get; } = new("triple", 1) { Saves = Saves.Nothing };

        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Constant(3) * x;

        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Constant(3);
    }

    private readonly struct Nothing : IElementwise<Nothing>
    {
        public static OperationInfo<Nothing> Info { get; } = new("nothing", 1) { Saves = Saves.Nothing };

        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.One;

        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Zero;
    }

    private readonly struct SquareOfFirst : IBinaryElementwise<SquareOfFirst>
    {
        public static OperationInfo<SquareOfFirst> Info { get; } = new("square_of_first", 2) { Saves = Saves.Inputs };

        public N Primal<N>(N a, N b)
            where N : struct, INumberSystem<N>
            => a * a;

        public (N A, N B) LocalGradients<N>(N a, N b, N y)
            where N : struct, INumberSystem<N>
            => (a + a, N.Zero);
    }
}
