namespace AutoGrad.Errors;

/// <summary>An equation does not determine its solution: the Jacobian by the unknowns has no inverse.</summary>
public sealed class SingularJacobianException : AutoGradException
{
    internal SingularJacobianException(string call, int size, int column)
        : base($"{call}: at the solution the ({size}, {size}) Jacobian of the equation by x is singular to working precision, or not finite, in column {column}, so the equation does not determine x; look for a double root, or equations that depend on each other")
    {
    }
}
