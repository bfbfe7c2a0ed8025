namespace AutoGrad.Bench.Networks;

/// <summary>One tanh hidden layer on the tape, as a user writes it.</summary>
/// <param name="data">Lengths, first parameters and batch.</param>
/// <param name="kind">The loss.</param>
/// <param name="threads">The most threads.</param>
/// <param name="spelledOut">Whether a cross-entropy is written as its formula over one-hot rows, instead of as one operation.</param>
internal sealed class TapeNetwork(NetworkData data, Loss kind, int threads = 1, bool spelledOut = false) : ITrainingStep
{
    private readonly float[] oneHot = [.. data.Labels.SelectMany(label => Enumerable.Range(0, data.Outputs).Select(i => i == label ? 1f : 0f))];

    private readonly Tape<float> tape = new() { Threads = threads };
    private readonly Parameter<float> w1 = new(data.W1, data.Inputs, data.Hidden);
    private readonly Parameter<float> b1 = new(data.B1);
    private readonly Parameter<float> w2 = new(data.W2, data.Hidden, data.Outputs);
    private readonly Parameter<float> b2 = new(data.B2);

    public float Loss { get; private set; }

    public void Step()
    {
        Variable<float> x = tape.Borrow(data.X, data.Batch, data.Inputs);
        Variable<float> hidden = (x.MatMul(w1) + b1).Tanh();
        Variable<float> output = hidden.MatMul(w2) + b2;
        Variable<float> loss = spelledOut
            ? -(tape.Borrow(oneHot, data.Batch, data.Outputs) * output.LogSoftmax()).Sum() / data.Batch
            : kind == Networks.Loss.CrossEntropy ? output.SoftmaxCrossEntropy(data.Labels).Mean()
            : (output - tape.Borrow(data.Targets, data.Batch, data.Outputs)).Square().Mean();

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
