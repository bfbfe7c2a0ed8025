using AutoGrad.Errors;

namespace AutoGrad.Tests.Derivatives;

/// <summary>A refused derivative names the function that was called, the shapes, and what to do.</summary>
public class DerivativeErrorTests
{
    private static readonly double[] At = [1, 2];
    private static readonly double[] Short = [1];

    [Fact]
    public void Function_that_is_not_scalar_is_refused_by_the_name_of_the_call()
    {
        Variable<double> Twice(Variable<double> x) => x * 2;
        Says<UpstreamException>("Gradient: the result must be a single number, but has shape (2,)", () => Differentiate.Gradient(Twice, At));
        Says<UpstreamException>("Hessian: the result must be a single number", () => Differentiate.Hessian(Twice, At));
        Says<UpstreamException>("HessianVectorProduct: the result must", () => Differentiate.HessianVectorProduct(Twice, At, At));
        Says<UpstreamException>("HessianVectorProduct: the result must", () => Differentiate.HessianVectorProduct(Twice, At));
        Says<UpstreamException>("Partial: the result must", () => Differentiate.Partial(Twice, At, 0));
        Variable<double> x = new Tape<double>().Variable(At);
        Says<UpstreamException>("Hessian: the result must", () => Differentiate.Hessian(Twice(x), x));
        Says<UpstreamException>("HessianVectorProduct: the result must", () => Differentiate.HessianVectorProduct(Twice(x), x, At));
    }

    [Fact]
    public void Direction_of_another_length_is_refused_by_the_name_of_the_call()
    {
        Variable<double> Sum(Variable<double> x) => x.Sum();
        const string Rest = ": the direction has 1 elements, but x has shape (2,)";
        Says<ShapeException>("JacobianVectorProduct" + Rest, () => Differentiate.JacobianVectorProduct(Sum, At, Short));
        Says<ShapeException>("Directional" + Rest, () => Differentiate.Directional(Sum, At, Short));
        Says<ShapeException>("Directional" + Rest, () => Differentiate.Directional<double>(Sum, Short)(new Tape<double>().Variable(At)));
        Says<ShapeException>("HessianVectorProduct" + Rest, () => Differentiate.HessianVectorProduct(Sum, At, Short));
        Says<ShapeException>("HessianVectorProduct" + Rest, () => Differentiate.HessianVectorProduct<double>(Sum, At)(Short));
        Says<ShapeException>("Taylor" + Rest, () => Differentiate.Taylor(Sum, At, Short, 2));
    }

    [Fact]
    public void Variable_or_tangent_of_another_tape_is_refused_by_the_name_of_the_call()
    {
        Variable<double> x = new Tape<double>().Variable(At);
        Variable<double> stranger = new Tape<double>().Variable(At);
        Says<TapeMismatchException>("Gradient: ", () => Differentiate.Gradient(x.Sum(), stranger));
        Says<TapeMismatchException>("JacobianVectorProduct: ", () => Differentiate.JacobianVectorProduct(x.Sum(), stranger, x));
        Says<TapeMismatchException>("JacobianVectorProduct: ", () => Differentiate.JacobianVectorProduct(x.Sum(), x, stranger));
    }

    [Fact]
    public void Result_computed_while_recording_was_off_has_no_derivative_rather_than_a_zero_one()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(At);
        Variable<double> y;
        using (tape.StopRecording())
        {
            y = (x * x).Sum();
        }

        Says<NoGradientException>("Gradient: the result was computed while recording was off", () => Differentiate.Gradient(y, x));
        Says<NoGradientException>("JacobianVectorProduct: the result was computed while recording was off", () => Differentiate.JacobianVectorProduct(y, x, At));

        // What does not depend on x has a derivative, and it is zero.
        Assert.Equal([0, 0], Differentiate.Gradient(x.Sign().Sum(), x).Value.ToArray());
        Assert.Equal([0, 0], Differentiate.Gradient(x.StopGradient().Sum() * 2, x).Value.ToArray());
        Assert.Equal([0, 0], Differentiate.Gradient(tape.Constant(3) * 2, x).Value.ToArray());
    }

    [Fact]
    public void Tangents_that_do_not_fit_the_variables_are_refused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(At);
        Variable<double> y = (x * x).Sum();
        Says<ShapeException>("JacobianVectorProduct: the tangent has shape (3,), but its variable has shape (2,)", () => Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 2, 3])));
        Says<ArgumentException>("JacobianVectorProduct: 2 variables, but 1 tangents", () => Differentiate.JacobianVectorProduct(y, [x, x], [x]));
        Says<NoGradientException>("by a constant", () => Differentiate.JacobianVectorProduct(y, tape.Constant(At), At));
        tape.Reset();
        Says<StaleVariableException>("Reset", () => Differentiate.JacobianVectorProduct(y, tape.Variable(At), At));
    }

    private static void Says<TException>(string text, Func<object?> call)
        where TException : Exception
        => Assert.Contains(text, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
}
