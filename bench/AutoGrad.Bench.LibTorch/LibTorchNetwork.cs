using AutoGrad.Bench.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace AutoGrad.Bench.LibTorch;

/// <summary>
/// The networks in TorchSharp, as its users write them for speed: functional, one dispose scope a step, updates in place outside of
/// the graph, and gradients dropped rather than zeroed.
/// </summary>
internal sealed class LibTorchNetwork : ITrainingStep
{
    private readonly Tensor x;
    private readonly Tensor targets;
    private readonly Tensor[] parameters;
    private readonly Func<Tensor, Tensor> hiddenUnit;
    private readonly Func<Tensor, Tensor> lossOf;
    private readonly Scalar descent = (-NetworkData.Rate).ToScalar();
    private float[][] gradients = [];

    private LibTorchNetwork(NetworkData data, Tensor targets, Func<Tensor, Tensor> hiddenUnit, Func<Tensor, Tensor, Tensor> lossOf)
    {
        x = tensor(data.X, [data.Batch, data.Inputs]);
        this.targets = targets;
        this.hiddenUnit = hiddenUnit;
        this.lossOf = output => lossOf(output, this.targets);
        parameters =
        [
            tensor(data.W1, [data.Inputs, data.Hidden], requires_grad: true),
            tensor(data.B1, requires_grad: true),
            tensor(data.W2, [data.Hidden, data.Outputs], requires_grad: true),
            tensor(data.B2, requires_grad: true),
        ];
    }

    public float Loss { get; private set; }

    /// <summary>Whether a step also copies loss and gradients out, which no measured step does.</summary>
    public bool KeepsResults { get; init; }

    /// <summary>Tanh hidden layer, mean cross-entropy of the softmax.</summary>
    public static LibTorchNetwork Classifier(NetworkData data, bool keepsResults = false) => new(
        data,
        tensor([.. data.Labels.Select(label => (long)label)]),
        z => z.tanh_(),
        (z, labels) => nn.functional.cross_entropy(z, labels))
    { KeepsResults = keepsResults };

    /// <summary>Tanh hidden layer, mean squared error.</summary>
    public static LibTorchNetwork Regressor(NetworkData data, bool keepsResults = false) => new(
        data, tensor(data.Targets, [data.Batch, data.Outputs]), z => z.tanh_(), (z, t) => nn.functional.mse_loss(z, t))
    { KeepsResults = keepsResults };

    /// <summary>Sigmoid units, half the squared error.</summary>
    public static LibTorchNetwork TwoTwoTwo(NetworkData data, bool keepsResults = false) => new(
        data,
        tensor(data.Targets, [data.Batch, data.Outputs]),
        z => z.sigmoid_(),
        // Two outputs: half the sum of squares is their mean.
        (z, t) => nn.functional.mse_loss(z.sigmoid_(), t))
    { KeepsResults = keepsResults };

    public void Step()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = hiddenUnit(addmm(parameters[1], x, parameters[0], 1, 1));
        Tensor loss = lossOf(addmm(parameters[3], hidden, parameters[2], 1, 1));
        loss.backward();
        if (KeepsResults)
        {
            Loss = loss.item<float>();
            gradients = [.. parameters.Select(p => p.grad!.data<float>().ToArray())];
        }

        using (no_grad())
        {
            foreach (Tensor parameter in parameters)
            {
                parameter.add_(parameter.grad!, descent);
                parameter.grad = null;
            }
        }
    }

    public float[][] Gradients() => gradients;
}
