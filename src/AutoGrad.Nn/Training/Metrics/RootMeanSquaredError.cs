using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>The root of the mean squared difference: sqrt(sum (output - target)^2 / n), over all numbers of all samples.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RootMeanSquaredError<T> : Metric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double squares;
    private long count;

    /// <inheritdoc/>
    public override string Name => MetricNames.RootMeanSquaredError;

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(squares / count);

    /// <inheritdoc/>
    public override void Reset() => (squares, count) = (0, 0);

    /// <inheritdoc/>
    public override void Add(Variable<T> output, Batch<T> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Add(output.Value.Span, batch.TargetValues);
    }

    /// <summary>Takes outputs into account.</summary>
    /// <exception cref="ShapeException">There are not as many outputs as targets.</exception>
    public void Add(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
    {
        if (outputs.Length != targets.Length)
        {
            throw new ShapeException($"RMSE: {outputs.Length} outputs for {targets.Length} targets; the model must give as many numbers as a target has");
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            double difference = double.CreateTruncating(outputs[i]) - double.CreateTruncating(targets[i]);
            squares += difference * difference;
        }

        count += outputs.Length;
    }
}
