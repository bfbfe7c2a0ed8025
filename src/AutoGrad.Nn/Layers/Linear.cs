using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Initializers;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Layers;

/// <summary>A fully connected layer: y = x W^T + b.</summary>
/// <remarks>
/// (..., inputs) -> (..., outputs). Parameters: <c>weight</c> (outputs, inputs), which lies as PyTorch's does, and <c>bias</c> (outputs).
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Linear<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A layer with random weights.</summary>
    /// <param name="inputs">The length of the last axis of the input.</param>
    /// <param name="outputs">The length of the last axis of the output.</param>
    /// <param name="random">Where the weights come from.</param>
    /// <param name="hasBias">Whether b is there.</param>
    /// <param name="weight">How W is filled; uniform between -1/sqrt(inputs) and 1/sqrt(inputs) unless given.</param>
    /// <param name="bias">How b is filled; as W is unless given.</param>
    /// <exception cref="ModuleException">A size is not positive, or their product too large for an array.</exception>
    public Linear(int inputs, int outputs, RandomSource random, bool hasBias = true, Initializer<T>? weight = null, Initializer<T>? bias = null)
    {
        if (inputs <= 0 || outputs <= 0)
        {
            throw new ModuleException($"Linear: {inputs} inputs and {outputs} outputs; both must be positive");
        }

        ParameterSize.Check(outputs, inputs, $"Linear: {inputs} inputs and {outputs} outputs");

        Weight = Add("weight", Initialize<T>.Parameter(weight ?? Initialize<T>.UniformByFanIn, random, outputs, inputs));
        if (hasBias)
        {
            // Unless said otherwise the bias is as wide as the weights, whose fan-in its own shape does not tell.
            double bound = 1 / Math.Sqrt(inputs);
            Bias = Add("bias", Initialize<T>.Parameter(bias ?? Initialize<T>.Uniform(-bound, bound), random, outputs));
        }
    }

    /// <summary>W, (outputs, inputs).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, (outputs).</summary>
    public Parameter<T>? Bias { get; }

    /// <summary>The length of the last axis of the input.</summary>
    public int Inputs => (int)Weight.Shape[1];

    /// <summary>The length of the last axis of the output.</summary>
    public int Outputs => (int)Weight.Shape[0];

    /// <inheritdoc/>
    public override int? InputLength => Inputs;

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => Outputs;

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The last axis of the input has another length.</exception>
    public override Variable<T> Forward(Variable<T> x)
    {
        using Tape<T>.NamedScope scope = Scope(x.Tape);
        Shape shape = x.Shape;
        if (shape.Rank == 0 || shape[shape.Rank - 1] != Inputs)
        {
            throw new ShapeException($"Linear {Weight.Name}: the input has shape {shape}, but its last axis must have length {Inputs}");
        }

        Variable<T> y = shape.Rank > 1
            ? x.Apply(new MatMul(transposeA: false, transposeB: true), Weight)
            : x.Tape.Watch(Weight).MatMul(x);
        return Bias is null ? y : y + Bias;
    }

    /// <summary>The layer with its sizes.</summary>
    public override string ToString() => $"linear({Inputs} -> {Outputs}{(Bias is null ? ", no bias" : "")})";
}
