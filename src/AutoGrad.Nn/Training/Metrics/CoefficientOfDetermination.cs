using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>R2 = 1 - sum (target - output)^2 / sum (target - mean of the targets)^2.</summary>
/// <remarks>
/// 1 for a perfect model, 0 for one that always gives the mean, negative for a worse one. Over all numbers of all samples as one list.
/// Where all targets are equal it is 1 if all outputs are right, and negative infinity if not.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CoefficientOfDetermination<T> : Metric<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double residual;
    private double mean;
    private double spread;
    private long count;

    /// <inheritdoc/>
    public override string Name => MetricNames.CoefficientOfDetermination;

    /// <inheritdoc/>
    public override double Value => count == 0 ? double.NaN : residual == 0 ? 1 : 1 - (residual / spread);

    /// <inheritdoc/>
    public override void Reset() => (residual, mean, spread, count) = (0, 0, 0, 0);

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
            throw new ShapeException($"R2: {outputs.Length} outputs for {targets.Length} targets; the model must give as many numbers as a target has");
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            double target = double.CreateTruncating(targets[i]);
            double difference = target - double.CreateTruncating(outputs[i]);
            residual += difference * difference;

            // The sum of squares about the mean so far (Welford, 1962), which does not cancel as the difference of two sums would.
            count++;
            double before = target - mean;
            mean += before / count;
            spread += before * (target - mean);
        }
    }
}
