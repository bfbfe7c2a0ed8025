using System.Globalization;
using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Perceptrons;

/// <summary>Perceptrons side by side, and one that decides on their outputs: it solves XOR, which one perceptron cannot.</summary>
/// <remarks>
/// Hidden units cut the plane by a line each, and the output unit joins their half-planes to a region. The perceptron rule
/// cannot say what hidden units should learn, so their targets are given, as in worked example 6. Units give 1 or -1, to the
/// output unit too. Parameters: <c>hidden.0.weight</c>, <c>hidden.1.weight</c>, ..., <c>output.weight</c>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TwoLayerPerceptron<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Perceptron<T>[] hidden;

    /// <summary>A network whose weights are 0.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="hidden">The number of hidden units.</param>
    /// <exception cref="ModuleException">A number is not positive.</exception>
    public TwoLayerPerceptron(int inputs, int hidden)
    {
        if (inputs <= 0 || hidden <= 0)
        {
            throw new ModuleException($"TwoLayerPerceptron: {inputs} inputs and {hidden} hidden units; both must be positive");
        }

        this.hidden = new Perceptron<T>[hidden];
        for (int unit = 0; unit < hidden; unit++)
        {
            this.hidden[unit] = new Perceptron<T>(inputs);
        }

        Add("hidden", new UnitList(this.hidden));
        Output = Add("output", new Perceptron<T>(hidden));
    }

    /// <summary>The units of the first layer.</summary>
    public IReadOnlyList<Perceptron<T>> Hidden => hidden;

    /// <summary>The unit of the second layer, whose inputs are the outputs of the first.</summary>
    public Perceptron<T> Output { get; }

    /// <summary>The outputs of the hidden units, 1 or -1 each.</summary>
    /// <exception cref="ShapeException">The point has another number of inputs.</exception>
    public int[] Hide(ReadOnlySpan<T> x)
    {
        var outputs = new int[hidden.Length];
        for (int unit = 0; unit < outputs.Length; unit++)
        {
            outputs[unit] = hidden[unit].Classify(x);
        }

        return outputs;
    }

    /// <summary>1 or -1 for a point.</summary>
    /// <exception cref="ShapeException">The point has another number of inputs.</exception>
    public int Classify(ReadOnlySpan<T> x) => Output.Classify(AsInputs(Hide(x)));

    /// <summary>Every unit learns its own targets by the perceptron rule: first the hidden ones, then the output on what they give.</summary>
    /// <param name="inputs">The points, row by row.</param>
    /// <param name="hiddenTargets">For each point 1 or -1 for each hidden unit, row by row.</param>
    /// <param name="targets">1 or -1 for each point.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="maxEpochs">The most epochs of each unit.</param>
    /// <returns>How it went with each hidden unit, and with the output unit last.</returns>
    /// <exception cref="ModuleException">As for <see cref="Perceptron{T}.Fit"/>, or the hidden targets do not match.</exception>
    public IReadOnlyList<PerceptronResult> Fit(ReadOnlySpan<T> inputs, ReadOnlySpan<int> hiddenTargets, ReadOnlySpan<int> targets, double rate = 0.1, int maxEpochs = 1000)
    {
        if (hiddenTargets.Length != targets.Length * hidden.Length)
        {
            throw new ModuleException($"TwoLayerPerceptron: {hiddenTargets.Length} hidden targets for {targets.Length} points and {hidden.Length} hidden units");
        }

        var results = new PerceptronResult[hidden.Length + 1];
        var column = new int[targets.Length];
        for (int unit = 0; unit < hidden.Length; unit++)
        {
            for (int sample = 0; sample < column.Length; sample++)
            {
                column[sample] = hiddenTargets[(sample * hidden.Length) + unit];
            }

            results[unit] = hidden[unit].Fit(inputs, column, rate, maxEpochs);
        }

        int length = hidden[0].Inputs;
        var outputs = new List<T>();
        for (int sample = 0; sample < targets.Length; sample++)
        {
            outputs.AddRange(AsInputs(Hide(inputs.Slice(sample * length, length))));
        }

        results[^1] = Output.Fit(outputs.ToArray(), targets, rate, maxEpochs);
        return results;
    }

    /// <summary>The network with its sizes.</summary>
    public override string ToString() => $"perceptrons({hidden[0].Inputs} -> {hidden.Length} -> 1)";

    private static T[] AsInputs(int[] outputs) => Array.ConvertAll(outputs, T.CreateTruncating);

    /// <summary>The level <c>hidden</c> of the names.</summary>
    private sealed class UnitList : Module<T>
    {
        public UnitList(Perceptron<T>[] units)
        {
            for (int i = 0; i < units.Length; i++)
            {
                Add(i.ToString(CultureInfo.InvariantCulture), units[i]);
            }
        }
    }
}
