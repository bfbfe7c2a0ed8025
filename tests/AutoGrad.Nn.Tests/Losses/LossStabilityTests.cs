using System.Numerics;
using AutoGrad.Nn.Losses;

namespace AutoGrad.Nn.Tests.Losses;

/// <summary>Values and gradients at scores of +-10,000, in both element types.</summary>
public class LossStabilityTests
{
    [Fact]
    public void Cross_entropy_of_huge_scores_is_their_distance_float() => CrossEntropy<float>();

    [Fact]
    public void Cross_entropy_of_huge_scores_is_their_distance_double() => CrossEntropy<double>();

    [Fact]
    public void Logistic_losses_of_huge_scores_are_0_or_the_score_float() => Logistic<float>();

    [Fact]
    public void Logistic_losses_of_huge_scores_are_0_or_the_score_double() => Logistic<double>();

    [Fact]
    public void Binary_cross_entropy_keeps_the_digits_of_a_tiny_loss()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([40.0]);

        Variable<double> loss = Loss.BinaryCrossEntropyFromLogits(x, new double[] { 1 });
        loss.Backward();

        Assert.Equal(4.248354255291589e-18, loss.Value.Item, 1e-30);
        Assert.Equal(-4.248354255291589e-18, x.Gradient.Item, 1e-30);
    }

    [Fact]
    public void Other_losses_of_huge_scores_are_finite_and_right()
    {
        var tape = new Tape<float>();
        Variable<float> x = tape.Variable([1e4f, -1e4f]);
        float[] signs = [1, 1];

        Check(Loss.Hinge(x, signs, reduction: Reduction.None), x, [0, 10001], [0, -1]);
        Check(Loss.Huber(x, new float[] { 0, 0 }, reduction: Reduction.None), x, [9999.5f, 9999.5f], [1, -1]);
        Check(Loss.SoftMargin(x, signs, Reduction.None), x, [0, 1e4f], [0, -1]);
        Check(Loss.MultiMargin(x, [1], reduction: Reduction.None), x, [10000.5f], [0.5f, -0.5f]);
        Check(Loss.Poisson(x.Clamp(high: 0), new float[] { 1, 2 }, reduction: Reduction.None), x, [1, 2e4f], [0, -2]);
    }

    private static void CrossEntropy<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T huge = T.CreateTruncating(1e4);
        var tape = new Tape<T>();
        Variable<T> x = tape.Variable([huge, -huge, T.Zero, -huge, huge, T.Zero], 2, 3);

        Check(
            Loss.CrossEntropy(x, [1, 1], reduction: Reduction.None),
            x,
            [T.CreateTruncating(2e4), T.Zero],
            [T.One, -T.One, T.Zero, T.Zero, T.Zero, T.Zero]);
        Check(
            Loss.CrossEntropy(x, new[,] { { T.Zero, T.Zero, T.One }, { T.Zero, T.One, T.Zero } }, reduction: Reduction.None),
            x,
            [huge, T.Zero],
            [T.One, T.Zero, -T.One, T.Zero, T.Zero, T.Zero]);
        Check(
            Loss.CrossEntropy(x, [0, 0], labelSmoothing: 0.3, reduction: Reduction.None),
            x,
            [T.CreateTruncating(3000), T.CreateTruncating(0.8 * 2e4 + 0.1 * 1e4)],
            [T.CreateTruncating(0.2), T.CreateTruncating(-0.1), T.CreateTruncating(-0.1), T.CreateTruncating(-0.8), T.CreateTruncating(0.9), T.CreateTruncating(-0.1)]);
    }

    private static void Logistic<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T huge = T.CreateTruncating(1e4);
        var tape = new Tape<T>();
        Variable<T> x = tape.Variable([huge, -huge, huge, -huge]);
        T[] t = [T.One, T.One, T.Zero, T.Zero];
        T two = T.One + T.One;

        Check(Loss.BinaryCrossEntropyFromLogits(x, t, reduction: Reduction.None), x, [T.Zero, huge, huge, T.Zero], [T.Zero, -T.One, T.One, T.Zero]);
        Check(
            Loss.BinaryCrossEntropyFromLogits(x, t, positiveWeight: two, reduction: Reduction.None),
            x,
            [T.Zero, two * huge, huge, T.Zero],
            [T.Zero, -two, T.One, T.Zero]);
    }

    private static void Check<T>(Variable<T> loss, Variable<T> x, T[] value, T[] gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] ones = new T[loss.Shape.Count];
        Array.Fill(ones, T.One);
        T[] found = Differentiate.VectorJacobianProduct(loss, loss.Tape.Constant(ones, loss.Shape.Lengths), x)[0].Value.ToArray();
        double tolerance = typeof(T) == typeof(float) ? 1e-6 : 1e-14;
        Close(value, loss.Value.ToArray());
        Close(gradient, found);

        void Close(T[] expected, T[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                double due = double.CreateTruncating(expected[i]);
                Assert.Equal(due, double.CreateTruncating(actual[i]), tolerance * Math.Max(1, Math.Abs(due)));
            }
        }
    }
}
