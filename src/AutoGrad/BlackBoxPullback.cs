using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad;

/// <summary>What the vector-Jacobian product of a <see cref="BlackBox{T}"/> is computed from and into; all spans are dense and row-major.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct BlackBoxPullback<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The operands, then the result and its upstream gradient.
    private readonly Evaluation<T> evaluation;

    internal BlackBoxPullback(Evaluation<T> evaluation) => this.evaluation = evaluation;

    /// <summary>The number of operands.</summary>
    public int Count => evaluation.Count - 2;

    /// <summary>The gradient of the final result by this function's result.</summary>
    public ReadOnlySpan<T> Upstream => evaluation[Count + 1];

    /// <summary>This function's result.</summary>
    public ReadOnlySpan<T> Result => evaluation[Count];

    /// <summary>The shape of the result.</summary>
    public Shape ResultShape => evaluation.ShapeOf(Count);

    /// <summary>Where the gradient of the operand goes, all of it; NaN at first, so that what you leave unwritten shows.</summary>
    public Span<T> Gradient => evaluation.Result;

    /// <summary>The elements of one operand.</summary>
    public ReadOnlySpan<T> this[int operand] => evaluation[operand];

    /// <summary>The shape of one operand.</summary>
    public Shape ShapeOf(int operand) => evaluation.ShapeOf(operand);

    /// <summary>Uninitialised memory that is yours until you return.</summary>
    public Span<T> Rent(int length) => evaluation.Rent(length);
}
