using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Gradient descent with momentum.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GradientDescent<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] velocities;
    private readonly T momentum;

    /// <summary>An optimiser.</summary>
    public GradientDescent(IEnumerable<Parameter<T>> parameters, double rate, double momentum = 0)
        : base([new ParameterGroup<T>(parameters) { Rate = rate }])
    {
        velocities = [.. Groups[0].Parameters.Select(parameter => new T[parameter.Shape.Count])];
        this.momentum = T.CreateTruncating(momentum);
    }

    /// <inheritdoc/>
    public override void Step()
    {
        StepCount++;
        var rate = T.CreateTruncating(Rate);
        for (int p = 0; p < velocities.Length; p++)
        {
            ReadOnlySpan<T> gradient = Groups[0].Parameters[p].Gradient.Span;
            Span<T> value = Groups[0].Parameters[p].MutableValue;
            for (int i = 0; i < value.Length; i++)
            {
                velocities[p][i] = (momentum * velocities[p][i]) + gradient[i];
                value[i] -= rate * velocities[p][i];
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<StateSlot> State() => [.. base.State(), .. velocities.Select((velocity, p) => StateSlot.Of($"velocity.{p}", velocity))];
}
