using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Training;

/// <summary>Brings every feature to mean 0 and standard deviation 1: (x - mean) / deviation.</summary>
/// <remarks>
/// It is fitted on the training part alone, applied to every part, and saved with the model. The deviation is that of the
/// population (divisor n). A feature that never changes has deviation 0, and is only shifted.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Standardization<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] means;
    private readonly double[] deviations;

    /// <summary>Means 0 and deviations 1, to load into.</summary>
    /// <param name="features">The number of features: the elements of one input.</param>
    /// <exception cref="ModuleException">The number is not positive.</exception>
    public Standardization(int features)
    {
        if (features < 1)
        {
            throw new ModuleException($"Standardization: {features} features; there must be at least 1");
        }

        means = new double[features];
        deviations = new double[features];
        Array.Fill(deviations, 1);
    }

    /// <summary>Means and deviations of the training part.</summary>
    public Standardization(Dataset<T> training)
        : this((training ?? throw new ArgumentNullException(nameof(training))).InputShape.Count)
    {
        for (int feature = 0; feature < means.Length; feature++)
        {
            (means[feature], deviations[feature]) = Moments(training, feature);
        }
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Means => means;

    /// <summary>What each feature is divided by: its standard deviation, or 1 if that is 0.</summary>
    public ReadOnlySpan<double> Deviations => deviations;

    /// <summary>A copy of the samples with standardised inputs.</summary>
    /// <exception cref="ShapeException">The number of features differs.</exception>
    public Dataset<T> Apply(Dataset<T> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        T[] inputs = data.Inputs.ToArray();
        Apply(inputs);
        return data.WithInputs(inputs);
    }

    /// <summary>Standardises one or more inputs where they are.</summary>
    /// <exception cref="ShapeException">The values are no whole number of inputs.</exception>
    public void Apply(Span<T> inputs)
    {
        if (inputs.Length % means.Length != 0)
        {
            throw new ShapeException($"Standardization: {inputs.Length} values are no whole number of inputs of {means.Length} features");
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            int feature = i % means.Length;
            inputs[i] = T.CreateTruncating((double.CreateTruncating(inputs[i]) - means[feature]) / deviations[feature]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StateSlot> State() => [StateSlot.Of("mean", means), StateSlot.Of("deviation", deviations)];

    private static (double Mean, double Deviation) Moments(Dataset<T> training, int feature)
    {
        double first = double.CreateTruncating(training.Input(0)[feature]);
        bool isConstant = true;
        double sum = 0;
        for (int sample = 0; sample < training.Count; sample++)
        {
            double value = double.CreateTruncating(training.Input(sample)[feature]);
            isConstant &= value == first;
            sum += value;
        }

        // What a constant differs from its rounded mean is no deviation.
        if (isConstant)
        {
            return (first, 1);
        }

        double mean = sum / training.Count;
        double squares = 0;
        for (int sample = 0; sample < training.Count; sample++)
        {
            double difference = double.CreateTruncating(training.Input(sample)[feature]) - mean;
            squares += difference * difference;
        }

        return (mean, Math.Sqrt(squares / training.Count));
    }
}
