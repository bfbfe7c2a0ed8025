namespace AutoGrad.Bench.Networks;

/// <summary>The 2-2-2 network of sigmoid units with half the squared error, as straight-line code on numbers.</summary>
internal sealed class HandwrittenTwoTwoTwo(NetworkData data) : ITrainingStep
{
    private readonly float[] x = data.X;
    private readonly float[] t = data.Targets;
    private Layer first = new(data.W1, data.B1);
    private Layer second = new(data.W2, data.B2);
    private Layer firstBar;
    private Layer secondBar;

    public float Loss { get; private set; }

    public void Step()
    {
        float x0 = x[0], x1 = x[1];
        float h0 = Sigmoid((x0 * first.W00) + (x1 * first.W10) + first.B0);
        float h1 = Sigmoid((x0 * first.W01) + (x1 * first.W11) + first.B1);
        float y0 = Sigmoid((h0 * second.W00) + (h1 * second.W10) + second.B0);
        float y1 = Sigmoid((h0 * second.W01) + (h1 * second.W11) + second.B1);
        float e0 = y0 - t[0], e1 = y1 - t[1];
        Loss = ((e0 * e0) + (e1 * e1)) / 2;

        float d0 = e0 * y0 * (1 - y0), d1 = e1 * y1 * (1 - y1);
        float g0 = ((d0 * second.W00) + (d1 * second.W01)) * h0 * (1 - h0);
        float g1 = ((d0 * second.W10) + (d1 * second.W11)) * h1 * (1 - h1);
        secondBar.W00 = h0 * d0;
        secondBar.W01 = h0 * d1;
        secondBar.W10 = h1 * d0;
        secondBar.W11 = h1 * d1;
        secondBar.B0 = d0;
        secondBar.B1 = d1;
        firstBar.W00 = x0 * g0;
        firstBar.W01 = x0 * g1;
        firstBar.W10 = x1 * g0;
        firstBar.W11 = x1 * g1;
        firstBar.B0 = g0;
        firstBar.B1 = g1;

        first.Descend(in firstBar);
        second.Descend(in secondBar);
    }

    public float[][] Gradients() => [firstBar.Weights, firstBar.Biases, secondBar.Weights, secondBar.Biases];

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private struct Layer(float[] w, float[] b)
    {
        public float W00 = w[0];
        public float W01 = w[1];
        public float W10 = w[2];
        public float W11 = w[3];
        public float B0 = b[0];
        public float B1 = b[1];

        public readonly float[] Weights => [W00, W01, W10, W11];

        public readonly float[] Biases => [B0, B1];

        public void Descend(in Layer gradient)
        {
            W00 -= NetworkData.Rate * gradient.W00;
            W01 -= NetworkData.Rate * gradient.W01;
            W10 -= NetworkData.Rate * gradient.W10;
            W11 -= NetworkData.Rate * gradient.W11;
            B0 -= NetworkData.Rate * gradient.B0;
            B1 -= NetworkData.Rate * gradient.B1;
        }
    }
}
