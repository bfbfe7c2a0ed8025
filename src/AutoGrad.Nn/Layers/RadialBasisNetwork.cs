using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Layers;

/// <summary>Gaussian units around trainable centres, and a linear output: y = φ(x) W^T + b with φ_j(x) = exp(-|x - c_j|² / (2 s_j²)).</summary>
/// <remarks>
/// (N, inputs) -> (N, outputs). Parameters: <c>centres</c> (units, inputs), <c>log_widths</c> (units), which are log s_j so that
/// no training step can make a width negative, <c>output.weight</c> and <c>output.bias</c>. Source: Broomhead, Lowe 1988.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RadialBasisNetwork<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A network whose centres are normal random points and whose widths are 1; for data of deviation 1, or for loading.</summary>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="units">The number of Gaussian units.</param>
    /// <param name="outputs">The length of an output.</param>
    /// <param name="random">Where centres and weights come from.</param>
    /// <exception cref="ModuleException">A size is not positive.</exception>
    public RadialBasisNetwork(int inputs, int units, int outputs, RandomSource random)
    {
        if (inputs <= 0 || units <= 0 || outputs <= 0)
        {
            throw new ModuleException($"RadialBasisNetwork: {inputs} inputs, {units} units and {outputs} outputs; all must be positive");
        }

        Centres = Add("centres", Initialize<T>.Parameter(Initialize<T>.Normal(), random, units, inputs));
        LogWidths = Add("log_widths", Initialize<T>.Parameter(Initialize<T>.Zeros, random, units));
        Output = Add("output", new Linear<T>(units, outputs, random));
    }

    /// <summary>A network whose centres lie where the data do, by <see cref="PlaceCentres"/>.</summary>
    /// <param name="data">The samples, row by row.</param>
    /// <param name="inputs">The length of an input.</param>
    /// <param name="units">The number of Gaussian units.</param>
    /// <param name="outputs">The length of an output.</param>
    /// <param name="random">Where centres and weights come from.</param>
    /// <exception cref="ModuleException">A size is not positive, or the data are no rows, fewer than the units, or not finite.</exception>
    public RadialBasisNetwork(ReadOnlySpan<T> data, int inputs, int units, int outputs, RandomSource random)
        : this(inputs, units, outputs, random)
        => PlaceCentres(data, random);

    /// <summary>c, (units, inputs).</summary>
    public Parameter<T> Centres { get; }

    /// <summary>log s, (units).</summary>
    public Parameter<T> LogWidths { get; }

    /// <summary>The linear layer behind the units.</summary>
    public Linear<T> Output { get; }

    /// <summary>The length of an input.</summary>
    public int Inputs => (int)Centres.Shape[1];

    /// <inheritdoc/>
    public override int? InputLength => Inputs;

    /// <summary>The number of units.</summary>
    public int Units => (int)Centres.Shape[0];

    /// <summary>
    /// Moves the centres to the middles of groups of samples, found by k-means from a k-means++ start, and makes every width
    /// the distance to the next centre.
    /// </summary>
    /// <param name="data">The samples, row by row.</param>
    /// <param name="random">Decides the start.</param>
    /// <exception cref="ModuleException">The data are no rows, fewer than the units, or not finite. Nothing was changed then.</exception>
    public void PlaceCentres(ReadOnlySpan<T> data, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (data.Length % Inputs != 0 || data.Length / Inputs < Units)
        {
            throw new ModuleException($"RadialBasisNetwork: {data.Length} numbers are no {Units} or more rows of {Inputs}, of which to place {Units} centres");
        }

        foreach (T value in data)
        {
            if (!T.IsFinite(value))
            {
                throw new ModuleException($"RadialBasisNetwork: the data contain {value}; centres need finite numbers");
            }
        }

        KMeans.Find(data, Inputs, Centres.MutableValue, random);
        Span<T> widths = LogWidths.MutableValue;
        ReadOnlySpan<T> centres = Centres.Value.Span;
        for (int unit = 0; unit < widths.Length; unit++)
        {
            T nearest = KMeans.DistanceToNextCentre(centres, Inputs, unit);

            // One unit, or units at one place, have no distance to go by.
            widths[unit] = nearest > T.Zero && T.IsFinite(nearest) ? T.Log(nearest) : T.Zero;
        }
    }

    /// <summary>The Gaussian units: (N, inputs) -> (N, units), each between 0 and 1.</summary>
    /// <exception cref="ShapeException">The input is no matrix, or its rows have another length.</exception>
    public Variable<T> Activate(Variable<T> x)
    {
        Shape shape = x.Shape;
        if (shape.Rank != 2 || shape[1] != Inputs)
        {
            throw new ShapeException($"RadialBasisNetwork {Centres.Name}: the input has shape {shape}, but must be (samples, {Inputs})");
        }

        Variable<T> distance = (x.ExpandAxes(1) - Centres).Square().Sum(2);
        Variable<T> precision = (x.Tape.Watch(LogWidths) * T.CreateTruncating(-2)).Exp() * T.CreateTruncating(-0.5);
        return (distance * precision).Exp();
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is no matrix, or its rows have another length.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        return Output.Forward(Activate(x));
    }

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => Output.Outputs;

    /// <summary>The sizes.</summary>
    public override string ToString() => $"radial basis({Inputs} -> {Units} -> {Output.Outputs})";
}
