using System.Globalization;
using System.Numerics;

namespace AutoGrad.Nn.Layers;

/// <summary>An elementwise function, or a softmax, as a layer without parameters.</summary>
/// <example><code>new Sequential&lt;float&gt;(new Linear&lt;float&gt;(4, 8, random), Activation&lt;float&gt;.Tanh, new Linear&lt;float&gt;(8, 3, random))</code></example>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Activation<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly string name;
    private readonly Func<Variable<T>, Variable<T>> function;

    /// <summary>Any function of one variable as a layer.</summary>
    /// <param name="name">The name in summaries.</param>
    /// <param name="function">The function.</param>
    public Activation(string name, Func<Variable<T>, Variable<T>> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        this.name = name;
        this.function = function;
    }

    /// <summary>x itself, where a layer is asked for and nothing is to be done.</summary>
    public static Activation<T> Identity { get; } = new("identity", x => x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation<T> Sigmoid { get; } = new("sigmoid", x => x.Sigmoid());

    /// <summary>(1 - e^-x) / (1 + e^-x).</summary>
    public static Activation<T> BipolarSigmoid { get; } = new("bipolar sigmoid", x => x.BipolarSigmoid());

    /// <summary>log(1 / (1 + e^-x)).</summary>
    public static Activation<T> LogSigmoid { get; } = new("log sigmoid", x => x.LogSigmoid());

    /// <summary>The sigmoid made of three lines: min(max(x / 6 + 1/2, 0), 1).</summary>
    public static Activation<T> HardSigmoid { get; } = new("hard sigmoid", x => x.HardSigmoid());

    /// <summary>tanh x.</summary>
    public static Activation<T> Tanh { get; } = new("tanh", x => x.Tanh());

    /// <summary>max(x, 0).</summary>
    public static Activation<T> Relu { get; } = new("relu", x => x.Relu());

    /// <summary>λ x above 0 and λ α (e^x - 1) below, which keeps mean and variance (Klambauer et al. 2017).</summary>
    public static Activation<T> Selu { get; } = new("selu", x => x.Selu());

    /// <summary>x Φ(x) with the normal distribution function Φ.</summary>
    public static Activation<T> Gelu { get; } = new("gelu", x => x.Gelu());

    /// <summary>GELU with a tanh in place of Φ.</summary>
    public static Activation<T> GeluTanh { get; } = new("gelu (tanh)", x => x.GeluTanh());

    /// <summary>x / (1 + e^-x), also known as swish.</summary>
    public static Activation<T> Silu { get; } = new("silu", x => x.Silu());

    /// <summary>x tanh(log(1 + e^x)).</summary>
    public static Activation<T> Mish { get; } = new("mish", x => x.Mish());

    /// <summary>x above 0 and slope times x below.</summary>
    /// <exception cref="ModuleException">The slope is not finite.</exception>
    public static Activation<T> LeakyRelu(double slope = 0.01) =>
        Finite(slope, "leaky relu", "slope", new(Text($"leaky relu({slope})"), x => x.LeakyRelu(slope)));

    /// <summary>x above 0 and α (e^x - 1) below.</summary>
    /// <exception cref="ModuleException">α is not finite.</exception>
    public static Activation<T> Elu(double alpha = 1) =>
        Finite(alpha, "elu", "alpha", new(Text($"elu({alpha})"), x => x.Elu(alpha)));

    /// <summary>log(1 + e^(βx)) / β.</summary>
    /// <exception cref="ModuleException">β is not positive and finite.</exception>
    public static Activation<T> Softplus(double beta = 1) => beta > 0
        ? Finite(beta, "softplus", "beta", new(Text($"softplus({beta})"), x => x.Softplus(beta)))
        : throw new ModuleException($"softplus: beta is {beta}; it must be positive");

    /// <summary>x, held between two bounds.</summary>
    /// <exception cref="ModuleException">The lower bound is not below the upper one.</exception>
    public static Activation<T> HardTanh(double low = -1, double high = 1) => low < high
        ? new(Text($"hardtanh({low}, {high})"), x => x.HardTanh(low, high))
        : throw new ModuleException($"hardtanh: the bounds {low} and {high} leave no room between them");

    /// <summary>e^x over its sum along an axis; the last axis unless given.</summary>
    public static Activation<T> Softmax(int axis = -1) => new(Text($"softmax(axis {axis})"), x => x.Softmax(axis));

    /// <summary>The logarithm of <see cref="Softmax"/>, which is what a cross-entropy wants.</summary>
    public static Activation<T> LogSoftmax(int axis = -1) => new(Text($"log softmax(axis {axis})"), x => x.LogSoftmax(axis));

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x) => function(x);

    /// <summary>The name.</summary>
    public override string ToString() => name;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Activation<T> Finite(double value, string function, string what, Activation<T> activation) => double.IsFinite(value)
        ? activation
        : throw new ModuleException($"{function}: the {what} is {value}; it must be finite");
}
