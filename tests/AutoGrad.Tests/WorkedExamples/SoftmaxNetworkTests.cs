using FsCheck.Xunit;

namespace AutoGrad.Tests.WorkedExamples;

/// <summary>Worked example 9: tanh hidden layer, softmax, cross-entropy, with the handwritten gradients of the source.</summary>
public class SoftmaxNetworkTests
{
    [Property(MaxTest = 30)]
    public void Backward_ofCrossEntropy_equalsTheHandwrittenDeltas(int seed)
    {
        var random = new Random(seed);
        (int n, int inputs, int hidden, int classes) = (random.Next(1, 7), random.Next(1, 5), random.Next(1, 6), random.Next(2, 5));
        double[,] x = Draw(random, n, inputs), w1 = Draw(random, inputs, hidden), w2 = Draw(random, hidden, classes);
        double[] b1 = Flat(Draw(random, 1, hidden)), b2 = Flat(Draw(random, 1, classes));
        int[] labels = [.. Enumerable.Range(0, n).Select(_ => random.Next(classes))];
        var oneHot = new double[n, classes];
        for (int row = 0; row < n; row++)
        {
            oneHot[row, labels[row]] = 1;
        }

        var tape = new Tape<double>();
        Variable<double> vW1 = tape.Variable(w1), vB1 = tape.Variable(b1), vW2 = tape.Variable(w2), vB2 = tape.Variable(b2);
        Variable<double> a1 = (tape.Constant(x).MatMul(vW1) + vB1).Tanh();
        Variable<double> z2 = a1.MatMul(vW2) + vB2;
        Variable<double> loss = -(tape.Constant(oneHot) * z2.LogSoftmax()).Sum() / n;
        loss.Backward();

        // delta3 = y^ - y (the source prints y - y^, a slip of sign for gradient descent), all over n.
        double[] yHat = z2.Softmax().Value.ToArray(), a = a1.Value.ToArray();
        var delta3 = new double[n * classes];
        for (int i = 0; i < delta3.Length; i++)
        {
            delta3[i] = (yHat[i] - Flat(oneHot)[i]) / n;
        }

        var delta2 = new double[n * hidden];
        for (int row = 0; row < n; row++)
        {
            for (int j = 0; j < hidden; j++)
            {
                double sum = 0;
                for (int k = 0; k < classes; k++)
                {
                    sum += delta3[(row * classes) + k] * w2[j, k];
                }

                delta2[(row * hidden) + j] = (1 - (a[(row * hidden) + j] * a[(row * hidden) + j])) * sum;
            }
        }

        Close(Product(a, delta3, n, hidden, classes), vW2.Gradient.Span);
        Close(Columns(delta3, n, classes), vB2.Gradient.Span);
        Close(Product(Flat(x), delta2, n, inputs, hidden), vW1.Gradient.Span);
        Close(Columns(delta2, n, hidden), vB1.Gradient.Span);
        double handwritten = -labels.Select((label, row) => Math.Log(yHat[(row * classes) + label])).Sum() / n;
        Approximately.Equal(handwritten, loss.Value.Item, 1e-11);
    }

    /// <summary>Sums that nearly cancel are compared with what they are sums of, which is of order 1 here.</summary>
    private static void Close(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    private static double[] Product(double[] a, double[] b, int n, int rows, int columns)
    {
        var result = new double[rows * columns];
        for (int i = 0; i < n; i++)
        {
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                {
                    result[(r * columns) + c] += a[(i * rows) + r] * b[(i * columns) + c];
                }
            }
        }

        return result;
    }

    private static double[] Columns(double[] a, int n, int columns) =>
        [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, n).Sum(row => a[(row * columns) + c]))];

    private static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];

    private static double[,] Draw(Random random, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = (2 * random.NextDouble()) - 1;
            }
        }

        return matrix;
    }
}
