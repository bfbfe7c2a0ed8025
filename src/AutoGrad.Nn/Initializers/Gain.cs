namespace AutoGrad.Nn.Initializers;

/// <summary>How much a weight must be enlarged to make up for what the activation behind it takes away.</summary>
/// <remarks>The values are those of PyTorch's <c>calculate_gain</c>.</remarks>
public static class Gain
{
    /// <summary>1: no activation, or the sigmoid.</summary>
    public const double Linear = 1;

    /// <summary>5/3 for tanh.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>3/4 for SELU.</summary>
    public const double Selu = 0.75;

    /// <summary>The root of 2 for ReLU (He et al., 2015).</summary>
    public static double Relu { get; } = Math.Sqrt(2);

    /// <summary>sqrt(2 / (1 + slope²)) for a leaky ReLU (He et al., 2015).</summary>
    public static double LeakyRelu(double slope = 0.01) => Math.Sqrt(2 / (1 + (slope * slope)));
}
