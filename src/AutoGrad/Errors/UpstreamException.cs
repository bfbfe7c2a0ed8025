namespace AutoGrad.Errors;

/// <summary><c>Backward()</c> without an upstream gradient on something that is not a single number.</summary>
public sealed class UpstreamException : AutoGradException
{
    internal UpstreamException(string message)
        : base(message)
    {
    }

    internal static UpstreamException NotScalar(string call, Shape shape) => new(
        $"{call}: the result must be a single number, but has shape {shape}; reduce it first (Sum() or Mean()), or use Differentiate.Jacobian, or VectorJacobianProduct with an upstream gradient");

    internal static UpstreamException Missing(Shape shape) => new(
        $"Backward() needs a scalar, but the variable has shape {shape}; reduce it first (Sum() or Mean()), or give the upstream gradient: Backward(upstream), Differentiate.VectorJacobianProduct");
}
