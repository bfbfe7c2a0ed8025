using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Perceptrons;

/// <summary>One unit that says on which side of a hyperplane a point lies: o = sgn(w . x) with x0 = -1 and sgn(0) = -1.</summary>
/// <remarks>
/// The input is augmented by x0 = -1, so that w0 is the threshold. It learns by its own rule, w += rate (d - o) x, samples in
/// turn, until a whole epoch makes no error; sgn has no gradient, so no tape is involved. Parameter: <c>weight</c> (inputs + 1),
/// the threshold first. Source: Rosenblatt 1958; worked example 6.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Perceptron<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A perceptron whose weights are 0.</summary>
    /// <param name="inputs">The number of inputs, the augmenting one not counted.</param>
    /// <exception cref="ModuleException">The number is not positive.</exception>
    public Perceptron(int inputs)
        : this(new T[inputs > 0 ? inputs + 1 : throw new ModuleException($"Perceptron: {inputs} inputs; the number must be positive")])
    {
    }

    /// <summary>A perceptron with given weights, which are copied.</summary>
    /// <param name="weights">w0, the threshold, and a weight for each input.</param>
    /// <exception cref="ModuleException">There are fewer than two weights.</exception>
    public Perceptron(ReadOnlySpan<T> weights)
    {
        if (weights.Length < 2)
        {
            throw new ModuleException($"Perceptron: {weights.Length} weights; there must be the threshold and a weight for each input");
        }

        Weight = Add("weight", new Parameter<T>(weights));
    }

    /// <summary>w, (inputs + 1), the threshold first.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The number of inputs, the augmenting one not counted.</summary>
    public int Inputs => (int)Weight.Shape[0] - 1;

    /// <summary>w . x with x0 = -1: positive on the side that is called 1.</summary>
    /// <exception cref="ShapeException">The point has another number of inputs.</exception>
    public T Net(ReadOnlySpan<T> x)
    {
        ReadOnlySpan<T> w = Weight.Value.Span;
        return x.Length == Inputs
            ? TensorPrimitives.Dot(w[1..], x) - w[0]
            : throw new ShapeException($"Perceptron {Weight.Name}: the point has {x.Length} inputs, but there are weights for {Inputs}");
    }

    /// <summary>1 where the net is positive, and -1 elsewhere, at 0 too.</summary>
    /// <exception cref="ShapeException">The point has another number of inputs.</exception>
    public int Classify(ReadOnlySpan<T> x) => Net(x) > T.Zero ? 1 : -1;

    /// <summary>One application of the learning rule: w += rate (d - o) x. The net before it.</summary>
    /// <param name="x">The point.</param>
    /// <param name="target">d, 1 or -1.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="ShapeException">The point has another number of inputs.</exception>
    public T Learn(ReadOnlySpan<T> x, int target, double rate)
    {
        T net = Net(x);
        int output = net > T.Zero ? 1 : -1;
        if (target != output)
        {
            T step = T.CreateTruncating(rate * (target - output));
            Span<T> w = Weight.MutableValue;
            w[0] -= step;
            TensorPrimitives.MultiplyAdd(x, step, w[1..], w[1..]);
        }

        return net;
    }

    /// <summary>Learns samples in turn until an epoch makes no error, or there were as many epochs as allowed.</summary>
    /// <param name="inputs">The points, row by row, without x0.</param>
    /// <param name="targets">1 or -1 for each point.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="maxEpochs">The most epochs; samples that no hyperplane separates never make an epoch without an error.</param>
    /// <exception cref="ModuleException">There are no samples, inputs and targets do not match, a target is neither 1 nor -1, an input is not finite, or the rate or the number of epochs is not positive. Nothing was changed then.</exception>
    public PerceptronResult Fit(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, double rate = 0.1, int maxEpochs = 1000)
    {
        Check(inputs, targets, rate, maxEpochs);
        var errors = new List<int>();
        while (errors.Count < maxEpochs)
        {
            int wrong = 0;
            for (int sample = 0; sample < targets.Length; sample++)
            {
                T net = Learn(inputs.Slice(sample * Inputs, Inputs), targets[sample], rate);
                wrong += net > T.Zero == targets[sample] > 0 ? 0 : 1;
            }

            errors.Add(wrong);
            if (wrong == 0)
            {
                break;
            }
        }

        return new PerceptronResult(errors);
    }

    /// <summary>The unit with its number of inputs.</summary>
    public override string ToString() => $"perceptron({Inputs} -> 1)";

    private void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, double rate, int maxEpochs)
    {
        if (targets.IsEmpty || inputs.Length != targets.Length * Inputs)
        {
            throw new ModuleException($"Perceptron: {inputs.Length} numbers with {targets.Length} targets; each target needs a point of {Inputs} numbers, and there must be one at least");
        }

        foreach (int target in targets)
        {
            if (target is not (1 or -1))
            {
                throw new ModuleException($"Perceptron: the target {target} is neither 1 nor -1");
            }
        }

        foreach (T value in inputs)
        {
            if (!T.IsFinite(value))
            {
                throw new ModuleException($"Perceptron: the inputs contain {value}; they must be finite");
            }
        }

        if (!(rate > 0 && double.IsFinite(rate)) || maxEpochs <= 0)
        {
            throw new ModuleException($"Perceptron: a rate of {rate} and at most {maxEpochs} epochs; both must be positive");
        }
    }
}
