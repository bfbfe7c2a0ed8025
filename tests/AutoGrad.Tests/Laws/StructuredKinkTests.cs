namespace AutoGrad.Tests.Laws;

/// <summary>What operations on whole tensors document at kinks and edges, in <c>Backward()</c> and in the recorded reading.</summary>
public class StructuredKinkTests
{
    [Fact]
    public void Max_and_min_share_ties()
    {
        Gradients(x => x.Max(), [3, 1, 3, 3], [1 / 3.0, 0, 1 / 3.0, 1 / 3.0]);
        Gradients(x => x.Min(), [3, 1, 1, 3], [0, 0.5, 0.5, 0]);
    }

    [Fact]
    public void Norms_have_zero_gradients_at_the_zero_vector()
    {
        Gradients(x => x.Norm1(), [0, 0, 2], [0, 0, 1]);
        Gradients(x => x.Norm2(), [0, 0, 0], [0, 0, 0]);
        Gradients(x => x.NormInf(), [0, 0, 0], [0, 0, 0]);
        Gradients(x => x.NormInf(), [-2, 2, 1], [-0.5, 0.5, 0]);
    }

    [Fact]
    public void Norm2_neither_overflows_nor_vanishes()
    {
        Gradients(x => x.Norm2(), [3e200, 4e200], [0.6, 0.8]);
        Gradients(x => x.Norm2(), [3e-200, -4e-200], [0.6, -0.8]);
    }

    [Fact]
    public void Standard_deviation_of_constant_data_has_a_zero_gradient() =>
        Gradients(x => x.StandardDeviation(), [2, 2, 2], [0, 0, 0]);

    [Fact]
    public void Products_are_exact_in_the_presence_of_zeros()
    {
        foreach (double[] x in new double[][] { [2, 0, 3], [0, 0, 3], [0, 0, 0], [-1, 2, 0] })
        {
            GradientCheck.Check(x => x.Product(), x).ThrowIfFailed();
            GradientCheck.Check(x => x.CumulativeProduct(0), x).ThrowIfFailed();
            GradientCheck.Check(x => x.CumulativeProduct(0, reverse: true), x).ThrowIfFailed();
        }
    }

    [Fact]
    public void Softmax_family_is_stable_at_any_magnitude()
    {
        Gradients(x => x.LogSumExp(), [1e4, 0, -1e4], [1, 0, 0]);
        Gradients(x => x.LogSumExp(), [-1e4, -1e4], [0.5, 0.5], 1e-12);
        Gradients(x => x.LogSumExp(), [double.NegativeInfinity, 1], [0, 1]);
        Gradients(x => (x.LogSoftmax() * new double[] { 0, 1 }).Sum(), [1e4, -1e4], [-1, 1]);
        Gradients(x => (x.Softmax() * new double[] { 0, 1 }).Sum(), [1e4, -1e4], [0, 0]);
    }

    private static void Gradients(Func<Variable<double>, Variable<double>> function, double[] at, double[] expected, double tolerance = 1e-14)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(at);
        Variable<double> y = function(x);
        Variable<double> recorded = Differentiate.Gradient(y, x);
        y.Backward();
        for (int i = 0; i < at.Length; i++)
        {
            Assert.Equal(expected[i], x.Gradient[i], tolerance);
            Assert.Equal(expected[i], recorded.Value[i], tolerance);
        }
    }
}
