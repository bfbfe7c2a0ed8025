namespace AutoGrad.Drawing;

/// <summary>An edge of a drawn graph: the operand that a node reads, and the derivative of the one by the other.</summary>
/// <param name="Node">The <see cref="GraphNode.Id"/> of the operand.</param>
/// <param name="LocalGradient">
/// The derivative of the node by this operand, by the engine's own rule, where both are single numbers and a gradient flows along the
/// edge; <c>null</c> otherwise.
/// </param>
/// <param name="LocalGradientFormula">That derivative as text, in the labels of the nodes; empty where the operation states a vector-Jacobian product instead.</param>
public sealed record GraphOperand(int Node, double? LocalGradient, string LocalGradientFormula);
