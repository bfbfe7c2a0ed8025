using System.Numerics.Tensors;

namespace AutoGrad.Tests.Laws;

/// <summary>The check of functions.</summary>
public class GradientCheckTests
{
    [Fact]
    public void Scalar_function_passes() => GradientCheck.Check(x => x.Sin() * x, 0.7).ThrowIfFailed();

    [Fact]
    public void Function_of_a_vector_with_a_vector_as_result_passes() =>
        GradientCheck.Check(x => x.Tanh() * x, new[] { 0.5, -1, 2 }).ThrowIfFailed();

    [Fact]
    public void Function_of_two_passes_with_matrices_and_tensors()
    {
        Tensor<double> w = Tensor.Create([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [3, 2]);
        GradientCheckReport report = GradientCheck.Check((x, w) => x.MatMul(w).Tanh(), new double[,] { { 1, 2, 3 } }, w).ThrowIfFailed();
        Assert.True(report.Comparisons > 2 * 9);
        Assert.InRange(report.Worst!.Error, 0, report.Worst.Tolerance);
    }

    [Fact]
    public void Function_of_three_passes() => GradientCheck.Check(xs => (xs[0] * xs[1]) + xs[2].Exp(), 1.0, 2.0, new[] { 0.1, 0.2 }).ThrowIfFailed();

    [Fact]
    public void Wide_scales_pass() => GradientCheck.Check(x => (x * 1e-6).Square() + (1e6 * x), new[] { 1e3, -2e2 }).ThrowIfFailed();

    [Fact]
    public void Large_input_is_checked_along_random_directions()
    {
        var random = new Random(5);
        double[] x = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];
        GradientCheckReport report = GradientCheck.Check(x => x.Sin().Sum(), x).ThrowIfFailed();
        Assert.True(report.Comparisons < 10_000);

        GradientCheckReport wrong = GradientCheck.Check(x => x.Apply(default(WrongFactor)).Sum(), x);
        Assert.Equal(0, wrong.Failures[0].Entry!.Operand);
        Assert.True(wrong.Failures[0].Entry!.IsAlongDirection);
    }

    [Fact]
    public void Gradients_of_parameters_that_a_function_uses_are_left_alone()
    {
        var w = new Parameter<double>([2.0, -1]);
        (new Tape<double>().Constant([1.0, 3]) * w).Sum().Backward();

        GradientCheck.Check(x => (x * w).Tanh(), new[] { 0.5, -1 }).ThrowIfFailed();
        Assert.Equal([1, 3], w.Gradient.ToArray());

        w.ZeroGradient();
        GradientCheck.Check(x => (x * w).Tanh(), new[] { 0.5, -1 }).ThrowIfFailed();
        Assert.False(w.HasGradient);
    }

    [Fact]
    public void Function_of_parameters_is_checked_by_them_and_leaves_them_as_they_were()
    {
        var w = new Parameter<double>([2.0, -1]) { Name = "w" };
        var b = new Parameter<double>(0.3) { IsFrozen = true };

        GradientCheck.Check(xs => ((xs[0] * w) + b).Tanh(), [w, b], new(), new[] { 0.5, -1 }).ThrowIfFailed();
        GradientCheckReport wrong = GradientCheck.Check(xs => xs[0] * xs[0].Tape.Watch(w).Apply(default(WrongSign)), [w, b], new() { Order = 1 }, new[] { 0.5, -1 });

        Assert.Equal("w", wrong.Failures[0].Entry!.OperandName);
        Assert.Equal([2, -1], w.Value.ToArray());
        Assert.Equal(0, w.Version);
        Assert.False(w.HasGradient);
        Assert.True(b.IsFrozen);
    }

    [Fact]
    public void Parameters_are_put_back_where_the_function_throws()
    {
        var w = new Parameter<double>([2.0, -1]);
        int calls = 0;

        GradientCheck.Check(xs => ++calls > 5 ? throw new InvalidOperationException() : xs[0] * w, [w], new(), 1.0);

        Assert.True(calls > 5);
        Assert.Equal([2, -1], w.Value.ToArray());
    }

    [Fact]
    public void Wrong_gradient_is_reported_by_name_and_index()
    {
        GradientCheckReport report = GradientCheck.Check(
            (a, b) => a + b.Apply(default(WrongSign)),
            1.0,
            new GradientCheckInput([1, 0, 0, 0], 2, 2).Named("angles"),
            new GradientCheckOptions { Order = 1, Seed = 9 });
        Assert.False(report.Passed);
        Assert.Equal(9, report.Seed);
        Assert.Equal("angles", report.Worst!.OperandName);
        Assert.Equal([0, 0], report.Worst.Index);
        Assert.Contains("angles[0, 0]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Infinite_derivative_fails() => Assert.False(GradientCheck.Check(x => x.Sqrt(), 0.0).Passed);

    [Fact]
    public void Stopped_gradient_fails() => Assert.False(GradientCheck.Check(x => x.StopGradient() * 2, 1.0).Passed);

    [Fact]
    public void Same_seed_gives_the_same_report() =>
        Assert.Equal(GradientCheck.Check(x => x.Exp(), 0.3).ToString(), GradientCheck.Check(x => x.Exp(), 0.3).ToString());

    [Fact]
    public void First_order_alone_does_not_look_at_the_second()
    {
        Assert.True(GradientCheck.Check(x => x.Apply(default(HiddenDependence)), 1.3, new GradientCheckOptions { Order = 1 }).Passed);
        Assert.False(GradientCheck.Check(x => x.Apply(default(HiddenDependence)), 1.3).Passed);
    }
}
