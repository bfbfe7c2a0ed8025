using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>The checker itself: it passes right rules and fails each wrong one, by the law that the rule breaks.</summary>
public class PlantedErrorTests
{
    [Fact]
    public void Right_rules_pass()
    {
        GradientCheck.CheckOperation<RightSine>().ThrowIfFailed();
        GradientCheck.CheckOperation(new PlantedSquare(Planted.Nothing), null, [4]).ThrowIfFailed();
    }

    [Fact]
    public void Wrong_factor_fails() => Fails<WrongFactor>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void Wrong_sign_fails() => Fails<WrongSign>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void Forgotten_operand_fails() => Fails<MissingOperand>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void Forgotten_sum_over_broadcast_rows_fails() => Fails<MissingRows>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void Accepted_refusal_fails() => Fails<MissingRows>(GradientCheckLaw.Refusal);

    [Fact]
    public void Undeclared_saved_value_fails() => FailsOnly<WrongSaves>(GradientCheckLaw.SavedValues);

    [Fact]
    public void Claimed_linearity_fails() => FailsOnly<WrongLinear>(GradientCheckLaw.Linearity);

    [Fact]
    public void Claimed_multilinearity_fails() => FailsOnly<WrongMultilinear>(GradientCheckLaw.Linearity);

    [Fact]
    public void Dependence_that_the_second_order_misses_fails() => FailsOnly<HiddenDependence>(GradientCheckLaw.SecondDerivative);

    [Fact]
    public void NaN_gradient_fails() => Fails<NotANumber>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void NaN_beside_NaN_fails() => Fails<NotANumberAtAll>(GradientCheckLaw.FirstDerivative);

    [Fact]
    public void Wrong_value_at_a_kink_and_undeclared_NaN_fail()
    {
        GradientCheckReport report = GradientCheck.CheckOperation<WrongProbe>();
        Assert.All(report.Failures, failure => Assert.Equal(GradientCheckLaw.Probe, failure.Law));
        Assert.Contains(report.Failures, failure => failure.Message.Contains("wrong_probe(0)", StringComparison.Ordinal));
        Assert.Contains(report.Failures, failure => failure.Message.Contains("analytic NaN", StringComparison.Ordinal));
    }

    [Fact]
    public void Lanes_that_differ_by_an_ulp_fail() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(LaneTests.CheckUnary<double, WrongLanes>);

    [Theory]
    [InlineData((int)Planted.FirstElementOnly, GradientCheckLaw.FirstDerivative)]
    [InlineData((int)Planted.SecondOrder, GradientCheckLaw.SecondDerivative)]
    [InlineData((int)Planted.Upstream, GradientCheckLaw.AdjointIdentity)]
    [InlineData((int)Planted.Shape, GradientCheckLaw.FirstDerivative)]
    [InlineData((int)Planted.Throws, GradientCheckLaw.FirstDerivative)]
    [InlineData((int)Planted.NoGradient, GradientCheckLaw.FirstDerivative)]
    [InlineData((int)Planted.Unwritten, GradientCheckLaw.Destination)]
    [InlineData((int)Planted.Overwrites, GradientCheckLaw.Destination)]
    public void Wrong_structured_rule_fails(int error, GradientCheckLaw law)
    {
        GradientCheckReport report = GradientCheck.CheckOperation(new PlantedSquare((Planted)error), null, [4]);
        Assert.Contains(report.Failures, failure => failure.Law == law);
        if ((Planted)error is Planted.SecondOrder or Planted.Upstream)
        {
            // Forward mode is made of the same rule, so that it breaks where the rule is no linear map of its upstream gradient.
            Assert.All(report.Failures, failure => Assert.True(failure.Law == law || failure.Law == GradientCheckLaw.ForwardMode, report.ToString()));
        }
    }

    [Fact]
    public void Failure_names_the_worst_element()
    {
        GradientCheckReport report = GradientCheck.CheckOperation(new PlantedSquare(Planted.FirstElementOnly), null, [4]);
        GradientCheckEntry entry = Assert.Single(report.Failures, failure => failure.Law == GradientCheckLaw.FirstDerivative).Entry!;
        Assert.Equal(0, entry.Operand);
        Assert.NotEqual(0, Assert.Single(entry.Index));
        Assert.Equal(0, entry.Analytic);
        Assert.Equal(Math.Abs(entry.Numerical), entry.Error);
        Assert.True(entry.Step is > 0 and < 0.1);
        GradientCheckException error = Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
        Assert.Same(report, error.Report);
        Assert.Contains($"operand 0[{entry.Index[0]}]: analytic ", error.Message, StringComparison.Ordinal);
    }

    private static void Fails<TOperation>(GradientCheckLaw law)
        where TOperation : struct, IOperation<TOperation>
    {
        GradientCheckReport report = GradientCheck.CheckOperation<TOperation>();
        Assert.False(report.Passed);
        Assert.Contains(report.Failures, failure => failure.Law == law);
    }

    private static void FailsOnly<TOperation>(GradientCheckLaw law)
        where TOperation : struct, IOperation<TOperation>
    {
        Fails<TOperation>(law);
        Assert.All(GradientCheck.CheckOperation<TOperation>().Failures, failure => Assert.Equal(law, failure.Law));
    }
}
