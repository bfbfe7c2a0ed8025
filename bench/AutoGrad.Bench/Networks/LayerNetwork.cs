using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Bench.Networks;

/// <summary>One tanh hidden layer with softmax cross-entropy through the nn layer, as its user writes it.</summary>
internal sealed class LayerNetwork : ITrainingStep
{
    private readonly NetworkData data;
    private readonly Tape<float> tape = new() { Threads = 1 };
    private readonly MultilayerPerceptron<float> model;
    private readonly GradientDescent<float> optimizer;

    public LayerNetwork(NetworkData data)
    {
        this.data = data;
        model = new MultilayerPerceptron<float>([data.Inputs, data.Hidden, data.Outputs], new RandomSource(1));
        optimizer = new GradientDescent<float>(model.Parameters, NetworkData.Rate);
        Parameter<float>[] parameters = [.. model.Parameters];
        Transposed(data.W1, data.Inputs).CopyTo(parameters[0].MutableValue);
        data.B1.CopyTo(parameters[1].MutableValue);
        Transposed(data.W2, data.Hidden).CopyTo(parameters[2].MutableValue);
        data.B2.CopyTo(parameters[3].MutableValue);
    }

    public float Loss { get; private set; }

    public void Step()
    {
        Variable<float> logits = model.Forward(tape.Borrow(data.X, data.Batch, data.Inputs));
        Variable<float> loss = Nn.Losses.Loss.CrossEntropy(logits, data.Labels);
        optimizer.ZeroGradients();
        loss.Backward();
        Loss = loss.Value.Item;
        optimizer.Step();
        tape.Reset();
    }

    public float[][] Gradients()
    {
        float[][] gradients = [.. model.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        return [Transposed(gradients[0], data.Hidden), gradients[1], Transposed(gradients[2], data.Outputs), gradients[3]];
    }

    private static float[] Transposed(float[] matrix, int rows)
    {
        int columns = matrix.Length / rows;
        var transposed = new float[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = matrix[i];
        }

        return transposed;
    }
}
