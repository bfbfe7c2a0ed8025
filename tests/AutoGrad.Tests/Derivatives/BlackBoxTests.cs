using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Derivatives;

public class BlackBoxTests
{
    /// <summary>The root y of y³ + a y = b, by Newton's method; dy/db = 1 / (3 y² + a), dy/da = -y / (3 y² + a).</summary>
    private sealed class Cubic() : BlackBox<double>("cubic_root")
    {
        public override void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (operands.Count != 2 || operands[0] != operands[1])
            {
                throw operands.Error("a and b must have one shape");
            }

            result.Add(operands[0].Lengths);
        }

        public override void Primal(in Evaluation<double> evaluation)
        {
            for (int i = 0; i < evaluation.Result.Length; i++)
            {
                double y = 1;
                for (int step = 0; step < 60; step++)
                {
                    y -= ((y * y * y) + (evaluation[0][i] * y) - evaluation[1][i]) / ((3 * y * y) + evaluation[0][i]);
                }

                evaluation.Result[i] = y;
            }
        }

        public override void VectorJacobianProduct(in BlackBoxPullback<double> pullback, int operand)
        {
            for (int i = 0; i < pullback.Gradient.Length; i++)
            {
                double y = pullback.Result[i];
                pullback.Gradient[i] = pullback.Upstream[i] * (operand == 0 ? -y : 1) / ((3 * y * y) + pullback[0][i]);
            }
        }
    }

    private static Variable<double> Root(Variable<double>[] x) => x[0].Tape.Apply(new Cubic(), x[0], x[1]);

    [Fact]
    public void Black_box_passes_the_check_to_first_order() =>
        GradientCheck.Check(Root, new GradientCheckOptions { Order = 1 }, new([1.0, 2, 0.5], 3), new([2.0, -1, 0.3], 3)).ThrowIfFailed();

    [Fact]
    public void Second_order_through_a_black_box_says_what_to_do()
    {
        NoGradientException error = Assert.Throws<NoGradientException>(() =>
            Differentiate.HessianVectorProduct(x => x.Tape.Apply(new Cubic(), x, x * x).Sum(), [1.0, 2], [1, 1]));

        Assert.Contains("cubic_root", error.Message, StringComparison.Ordinal);
        Assert.Contains("IStructuredOperation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_shapes_name_the_black_box()
    {
        var tape = new Tape<double>();

        ShapeException error = Assert.Throws<ShapeException>(() => tape.Apply(new Cubic(), tape.Variable([1.0]), tape.Variable([1.0, 2])));

        Assert.Equal("cubic_root: (1,) x (2,): a and b must have one shape", error.Message);
        Assert.Equal(2, tape.Count);
    }

    [Fact]
    public void Black_box_in_single_precision_has_the_shape_that_it_says()
    {
        var tape = new Tape<float>();
        Variable<float> x = tape.Variable([2f, 3f]);
        Variable<float> y = tape.Apply(new SampleBox<float>(), x);
        y.Backward([1, 10]);
        Assert.Equal(new Shape([2]), y.Shape);
        Assert.Equal([8f, 27f], y.Value.ToArray());
        Assert.Equal([12f, 270f], x.Gradient.ToArray());
        Assert.Throws<ShapeException>(() => tape.Apply(new SampleBox<float>(), x, x));
    }

    [Fact]
    public void Black_box_that_is_null_is_refused()
    {
        var tape = new Tape<double>();
        Assert.Throws<ArgumentNullException>(() => tape.Apply(null!, tape.Variable(1.0)));
    }

    /// <summary>Doubles its operand, and forgets the last element of the value or of the gradient.</summary>
    private sealed class Forgetful(bool inValue) : BlackBox<double>("forgetful")
    {
        public override void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

        public override void Primal(in Evaluation<double> evaluation) => Double(evaluation[0], evaluation.Result, inValue);

        public override void VectorJacobianProduct(in BlackBoxPullback<double> pullback, int operand) =>
            Double(pullback.Upstream, pullback.Gradient, !inValue);

        private static void Double(ReadOnlySpan<double> from, Span<double> to, bool forgets)
        {
            for (int i = 0; i < to.Length - (forgets ? 1 : 0); i++)
            {
                to[i] = 2 * from[i];
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Element_that_is_never_written_is_found_by_the_check(bool inValue)
    {
        var box = new Forgetful(inValue);
        var options = new GradientCheckOptions { Order = 1 };

        GradientCheckReport report = GradientCheck.Check(x => x.Tape.Apply(box, x), new double[] { 1, 2, 3 }, options);

        Assert.False(report.Passed);
        Variable<double> x = new Tape<double>().Variable([1.0, 2, 3]);
        Variable<double> y = x.Tape.Apply(box, x);
        y.Backward([1, 1, 1]);
        Assert.Equal([2, 4], y.Value.ToArray()[..2]);
        Assert.Equal([2, 2], x.Gradient.ToArray()[..2]);
        Assert.Equal(inValue, double.IsNaN(y.Value[2]));
        Assert.Equal(!inValue, double.IsNaN(x.Gradient[2]));
    }
}
