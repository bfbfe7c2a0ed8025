using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Operations;

/// <summary>x, whose derivatives are right up to an order only; asking for one more is an error. After some derivatives: 1 after the first, then 0.</summary>
/// <param name="source">Who made x, for the message.</param>
/// <param name="order">How many derivatives are right.</param>
/// <param name="taken">How many were taken.</param>
internal readonly struct LimitedIdentity(string source, int order, int taken) : IStructuredOperation<LimitedIdentity>
{
    /// <inheritdoc/>
    public static OperationInfo<LimitedIdentity> Info { get; } = new("limited_identity", 1)
    {
        Saves = Saves.Nothing,
        Formula = "y = x",
        Source = "elementary",
        Samples = [new(new("sample", 4, 0), [2, 3]), new(new("sample", 4, 1), [3]), new(new("sample", 4, 2), [3]), new(new("sample", 4, 0), [[]])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (taken == 0)
        {
            evaluation[0].CopyTo(evaluation.Result);
        }
        else
        {
            evaluation.Result.Fill(taken == 1 ? T.One : T.Zero);
        }
    }

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => taken < order
            ? pullback.Upstream * pullback[0].Apply(new LimitedIdentity(source, order, taken + 1))
            : throw new NoGradientException(
                $"{source}: its derivatives are right up to order {order}, and one of order {order + 1} was asked for; pass order: {order + 1}, or more");

    /// <inheritdoc/>
    public override string ToString() => $"{source}, to order {order}";
}
