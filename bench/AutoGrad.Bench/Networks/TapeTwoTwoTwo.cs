namespace AutoGrad.Bench.Networks;

/// <summary>The 2-2-2 network of sigmoid units with half the squared error, on the tape, in matrix form.</summary>
internal sealed class TapeTwoTwoTwo(NetworkData data, int threads = 1) : ITrainingStep
{
    private readonly Tape<float> tape = new() { Threads = threads };
    private readonly Parameter<float> w1 = new(data.W1, 2, 2);
    private readonly Parameter<float> b1 = new(data.B1, 1, 2);
    private readonly Parameter<float> w2 = new(data.W2, 2, 2);
    private readonly Parameter<float> b2 = new(data.B2, 1, 2);

    public float Loss { get; private set; }

    public void Step()
    {
        Variable<float> hidden = (tape.Constant(data.X, 1, 2).MatMul(w1) + b1).Sigmoid();
        Variable<float> output = (hidden.MatMul(w2) + b2).Sigmoid();
        Variable<float> loss = (output - tape.Constant(data.Targets, 1, 2)).Square().Sum() / 2;

        w1.ZeroGradient();
        b1.ZeroGradient();
        w2.ZeroGradient();
        b2.ZeroGradient();
        loss.Backward();
        Loss = loss.Value.Item;
        w1.Descend(NetworkData.Rate);
        b1.Descend(NetworkData.Rate);
        w2.Descend(NetworkData.Rate);
        b2.Descend(NetworkData.Rate);
        tape.Reset();
    }

    public float[][] Gradients() => [w1.Gradient.ToArray(), b1.Gradient.ToArray(), w2.Gradient.ToArray(), b2.Gradient.ToArray()];
}
