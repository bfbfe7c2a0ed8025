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
        Says<UpstreamException>("SparseHessian: the result must", () => Differentiate.SparseHessian(Twice, At));
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

        Variable<double> Off(Variable<double> v)
        {
            using (v.Tape.StopRecording())
            {
                return (v * v).Sum();
            }
        }

        Says<NoGradientException>("Gradient: the result was computed", () => Differentiate.Gradient(Off, At));
        Says<NoGradientException>("Jacobian: the result was computed", () => Differentiate.Jacobian(Off, At));
        Says<NoGradientException>("Hessian: the result was computed", () => Differentiate.Hessian(Off, At));
        Says<NoGradientException>("SparseJacobian: the result was computed", () => Differentiate.SparseJacobian(Off, At));
        Says<NoGradientException>("VectorJacobianProduct: the result was computed", () => Differentiate.VectorJacobianProduct(Off, At, Short));
        Says<NoGradientException>("JacobianVectorProduct: the result was computed", () => Differentiate.JacobianVectorProduct(Off, At, At));

        // What does not depend on x has a derivative, and it is zero.
        Assert.Equal([0, 0], Differentiate.Gradient(x.Sign().Sum(), x).Value.ToArray());
        Assert.Equal([0, 0], Differentiate.Gradient(x.StopGradient().Sum() * 2, x).Value.ToArray());
        Assert.Equal([0, 0], Differentiate.Gradient(tape.Constant(3) * 2, x).Value.ToArray());
    }

    [Fact]
    public void Result_on_another_tape_is_refused_by_the_name_of_the_call()
    {
        Variable<double> stranger = new Tape<double>().Variable(1.0);
        Variable<double> F(Variable<double> x) => stranger;
        Says<TapeMismatchException>("Gradient, the function's result: ", () => Differentiate.Gradient(F, At));
        Says<TapeMismatchException>("Jacobian, the function's result: ", () => Differentiate.Jacobian(F, At));
        Says<TapeMismatchException>("Hessian, the function's result: ", () => Differentiate.Hessian(F, At));
        Says<TapeMismatchException>("HessianVectorProduct, the function's result: ", () => Differentiate.HessianVectorProduct(F, At, At));
        Says<TapeMismatchException>("Partial, the function's result: ", () => Differentiate.Partial(F, At, 0));
        Says<TapeMismatchException>("Taylor, the function's result: ", () => Differentiate.Taylor(F, 1.0, 2));
        Says<TapeMismatchException>("SparseJacobian, the function's result: ", () => Differentiate.SparseJacobian(F, At));
        Says<TapeMismatchException>("SparseHessian, the function's result: ", () => Differentiate.SparseHessian(F, At));
        Says<TapeMismatchException>("VectorJacobianProduct, the function's result: ", () => Differentiate.VectorJacobianProduct(F, At, Short));
        Says<TapeMismatchException>("JacobianVectorProduct, the function's result: ", () => Differentiate.JacobianVectorProduct(F, At, At));
    }

    [Fact]
    public void Backward_inside_of_a_function_takes_no_part_in_its_derivative()
    {
        Variable<double> F(Variable<double> v)
        {
            (v * v).Sum().Backward();
            return v * v * v;
        }

        Assert.Equal(12, Differentiate.Gradient(F, 2.0));
        Assert.Equal([12.0], Differentiate.VectorJacobianProduct(F, [2.0], [1.0]).Gradient);
        Assert.Equal([12.0], [.. Differentiate.Jacobian(F, new[] { 2.0 }, JacobianMode.Reverse)]);
        Assert.Equal([0.0], Differentiate.VectorJacobianProduct(v => F(v).StopGradient(), [2.0], [1.0]).Gradient);
    }

    [Fact]
    public void Tangents_that_do_not_fit_the_variables_are_refused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(At);
        Variable<double> y = (x * x).Sum();
        Says<ShapeException>("JacobianVectorProduct: the tangent has shape (3,), but its variable has shape (2,)", () => Differentiate.JacobianVectorProduct(y, x, tape.Constant([1.0, 2, 3])));
        Says<ArgumentException>("JacobianVectorProduct: 2 variables, but 1 tangents", () => Differentiate.JacobianVectorProduct(y, [x, x], [x]));
        Says<NoGradientException>("JacobianVectorProduct: the derivative by a constant", () => Differentiate.JacobianVectorProduct(y, tape.Constant(At), At));
        tape.Reset();
        Variable<double> fresh = tape.Variable(At);
        Says<StaleVariableException>("Reset", () => Differentiate.JacobianVectorProduct(fresh * 2, [fresh], [x]));
        Says<StaleVariableException>("Reset", () => Differentiate.JacobianVectorProduct(y, tape.Variable(At), At));
    }

    private static void Says<TException>(string text, Func<object?> call)
        where TException : Exception
        => Assert.Contains(text, Assert.Throws<TException>(call).Message, StringComparison.Ordinal);
}
