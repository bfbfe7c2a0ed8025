namespace AutoGrad.Bench.Networks;

/// <summary>
/// A network of sigmoid units on one example with half the squared error, in plain loops over arrays: what a textbook prints, of any
/// lengths. For comparison with <see cref="HandwrittenTwoTwoTwo"/>, which is the faster one.
/// </summary>
internal sealed class LoopedTwoTwoTwo(NetworkData data) : ITrainingStep
{
    private readonly Layer first = new(data.W1, data.B1);
    private readonly Layer second = new(data.W2, data.B2);

    public float Loss { get; private set; }

    public void Step()
    {
        first.Forward(data.X);
        second.Forward(first.Output);
        Loss = 0;
        for (int j = 0; j < second.Output.Length; j++)
        {
            float error = second.Output[j] - data.Targets[j];
            Loss += error * error / 2;
            second.OutputBar[j] = error;
        }

        second.Backward(first.Output, first.OutputBar);
        first.Backward(data.X, []);
        first.Descend();
        second.Descend();
    }

    public float[][] Gradients() => [first.WeightsBar, first.BiasesBar, second.WeightsBar, second.BiasesBar];

    private sealed class Layer(float[] w, float[] b)
    {
        private readonly float[] weights = [.. w];
        private readonly float[] biases = [.. b];

        public float[] Output { get; } = new float[b.Length];

        public float[] OutputBar { get; } = new float[b.Length];

        public float[] WeightsBar { get; } = new float[w.Length];

        public float[] BiasesBar { get; } = new float[b.Length];

        public void Forward(float[] x)
        {
            for (int j = 0; j < Output.Length; j++)
            {
                float sum = biases[j];
                for (int i = 0; i < x.Length; i++)
                {
                    sum += x[i] * weights[(i * Output.Length) + j];
                }

                Output[j] = 1 / (1 + MathF.Exp(-sum));
            }
        }

        public void Backward(float[] x, float[] xBar)
        {
            for (int j = 0; j < Output.Length; j++)
            {
                BiasesBar[j] = OutputBar[j] * Output[j] * (1 - Output[j]);
            }

            for (int i = 0; i < x.Length; i++)
            {
                float sum = 0;
                for (int j = 0; j < Output.Length; j++)
                {
                    WeightsBar[(i * Output.Length) + j] = x[i] * BiasesBar[j];
                    sum += weights[(i * Output.Length) + j] * BiasesBar[j];
                }

                if (xBar.Length != 0)
                {
                    xBar[i] = sum;
                }
            }
        }

        public void Descend()
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] -= NetworkData.Rate * WeightsBar[i];
            }

            for (int j = 0; j < biases.Length; j++)
            {
                biases[j] -= NetworkData.Rate * BiasesBar[j];
            }
        }
    }
}
