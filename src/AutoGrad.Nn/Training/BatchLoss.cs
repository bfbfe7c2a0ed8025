using System.Numerics;

namespace AutoGrad.Nn.Training;

/// <summary>The loss of a model on a batch: a scalar, the mean over the samples.</summary>
/// <param name="tape">Where to record.</param>
/// <param name="model">The model.</param>
/// <param name="batch">The samples.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public delegate Variable<T> BatchLoss<T>(Tape<T> tape, Module<T> model, Batch<T> batch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
