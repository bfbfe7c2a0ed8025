using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad;

/// <summary>
/// A function that the engine cannot look into, such as a solver, a table or a call into another library, with its
/// vector-Jacobian product written by hand over numbers.
/// </summary>
/// <remarks>
/// Apply it with <see cref="Tape{T}.Apply(BlackBox{T}, ReadOnlySpan{Variable{T}})"/>, and check it with
/// <see cref="GradientCheck"/> at <c>Order = 1</c>: numbers cannot be differentiated again, so that derivatives of second order
/// and forward mode through it are an error. Where you can write the vector-Jacobian product as an expression over variables,
/// implement <see cref="IStructuredOperation{TSelf}"/> instead, and have every order and mode.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="name">The name in messages and drawings.</param>
public abstract class BlackBox<T>(string name)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name in messages and drawings.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The shape rule: the result's shape, from the operands'; throw <c>operands.Error(reason)</c> for operands that do not fit.</summary>
    public abstract void Shape(in OperandShapes operands, ref ShapeBuilder result);

    /// <summary>Computes the value into <see cref="Evaluation{T}.Result"/>, all of it; NaN at first, so that what you leave unwritten shows.</summary>
    public abstract void Primal(in Evaluation<T> evaluation);

    /// <summary>
    /// Computes the vector-Jacobian product for one operand into <see cref="BlackBoxPullback{T}.Gradient"/>: the upstream gradient
    /// times the derivative of the result by that operand.
    /// </summary>
    public abstract void VectorJacobianProduct(in BlackBoxPullback<T> pullback, int operand);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
