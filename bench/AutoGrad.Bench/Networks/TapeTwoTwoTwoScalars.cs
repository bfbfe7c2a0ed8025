namespace AutoGrad.Bench.Networks;

/// <summary>The 2-2-2 network on the tape with a variable for every weight, to see what the matrix form saves.</summary>
internal sealed class TapeTwoTwoTwoScalars(NetworkData data) : ITrainingStep
{
    private readonly Tape<float> tape = new();
    private readonly Parameter<float>[] w1 = [.. data.W1.Select(w => new Parameter<float>(w))];
    private readonly Parameter<float>[] b1 = [.. data.B1.Select(b => new Parameter<float>(b))];
    private readonly Parameter<float>[] w2 = [.. data.W2.Select(w => new Parameter<float>(w))];
    private readonly Parameter<float>[] b2 = [.. data.B2.Select(b => new Parameter<float>(b))];

    public float Loss { get; private set; }

    public void Step()
    {
        Variable<float> x0 = tape.Constant(data.X[0]), x1 = tape.Constant(data.X[1]);
        Variable<float> h0 = ((x0 * w1[0]) + (x1 * w1[2]) + b1[0]).Sigmoid();
        Variable<float> h1 = ((x0 * w1[1]) + (x1 * w1[3]) + b1[1]).Sigmoid();
        Variable<float> y0 = ((h0 * w2[0]) + (h1 * w2[2]) + b2[0]).Sigmoid();
        Variable<float> y1 = ((h0 * w2[1]) + (h1 * w2[3]) + b2[1]).Sigmoid();
        Variable<float> loss = ((y0 - data.Targets[0]).Square() + (y1 - data.Targets[1]).Square()) / 2;

        foreach (Parameter<float>[] group in (ReadOnlySpan<Parameter<float>[]>)[w1, b1, w2, b2])
        {
            foreach (Parameter<float> parameter in group)
            {
                parameter.ZeroGradient();
            }
        }

        loss.Backward();
        Loss = loss.Value.Item;
        foreach (Parameter<float>[] group in (ReadOnlySpan<Parameter<float>[]>)[w1, b1, w2, b2])
        {
            foreach (Parameter<float> parameter in group)
            {
                parameter.Descend(NetworkData.Rate);
            }
        }

        tape.Reset();
    }

    public float[][] Gradients() => [.. ((Parameter<float>[][])[w1, b1, w2, b2]).Select(group => group.Select(p => p.Gradient.Item).ToArray())];
}
