using System.Numerics;

namespace AutoGrad.Nn.Training;

/// <summary>The loss of a layer's output on a batch: a scalar, the mean over the samples.</summary>
/// <param name="output">What the layer gives for the inputs of the batch.</param>
/// <param name="batch">The samples.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public delegate Variable<T> OutputLoss<T>(Variable<T> output, Batch<T> batch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
