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
    private readonly bool keepsShape;

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

    /// <summary>A function of this class, which all keep the shape.</summary>
    private Activation(Func<Variable<T>, Variable<T>> function, string name)
        : this(name, function)
        => keepsShape = true;

    /// <summary>x itself, where a layer is asked for and nothing is to be done.</summary>
    public static Activation<T> Identity { get; } = new(x => x, "identity");

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation<T> Sigmoid { get; } = new(x => x.Sigmoid(), "sigmoid");

    /// <summary>(1 - e^-x) / (1 + e^-x).</summary>
    public static Activation<T> BipolarSigmoid { get; } = new(x => x.BipolarSigmoid(), "bipolar sigmoid");

    /// <summary>log(1 / (1 + e^-x)).</summary>
    public static Activation<T> LogSigmoid { get; } = new(x => x.LogSigmoid(), "log sigmoid");

    /// <summary>The sigmoid made of three lines: min(max(x / 6 + 1/2, 0), 1).</summary>
    public static Activation<T> HardSigmoid { get; } = new(x => x.HardSigmoid(), "hard sigmoid");

    /// <summary>tanh x.</summary>
    public static Activation<T> Tanh { get; } = new(x => x.Tanh(), "tanh");

    /// <summary>max(x, 0).</summary>
    public static Activation<T> Relu { get; } = new(x => x.Relu(), "relu");

    /// <summary>λ x above 0 and λ α (e^x - 1) below, which keeps mean and variance (Klambauer et al. 2017).</summary>
    public static Activation<T> Selu { get; } = new(x => x.Selu(), "selu");

    /// <summary>x Φ(x) with the normal distribution function Φ.</summary>
    public static Activation<T> Gelu { get; } = new(x => x.Gelu(), "gelu");

    /// <summary>GELU with a tanh in place of Φ.</summary>
    public static Activation<T> GeluTanh { get; } = new(x => x.GeluTanh(), "gelu (tanh)");

    /// <summary>x / (1 + e^-x), also known as swish.</summary>
    public static Activation<T> Silu { get; } = new(x => x.Silu(), "silu");

    /// <summary>x tanh(log(1 + e^x)).</summary>
    public static Activation<T> Mish { get; } = new(x => x.Mish(), "mish");

    /// <summary>x above 0 and slope times x below.</summary>
    /// <exception cref="ModuleException">The slope is not finite.</exception>
    public static Activation<T> LeakyRelu(double slope = 0.01) =>
        Finite(slope, "leaky relu", "slope", new(x => x.LeakyRelu(slope), Text($"leaky relu({slope})")));

    /// <summary>x above 0 and α (e^x - 1) below.</summary>
    /// <exception cref="ModuleException">α is not finite.</exception>
    public static Activation<T> Elu(double alpha = 1) =>
        Finite(alpha, "elu", "alpha", new(x => x.Elu(alpha), Text($"elu({alpha})")));

    /// <summary>log(1 + e^(βx)) / β.</summary>
    /// <exception cref="ModuleException">β is not positive and finite.</exception>
    public static Activation<T> Softplus(double beta = 1) => beta > 0
        ? Finite(beta, "softplus", "beta", new(x => x.Softplus(beta), Text($"softplus({beta})")))
        : throw new ModuleException($"softplus: beta is {beta}; it must be positive");

    /// <summary>x, held between two bounds.</summary>
    /// <exception cref="ModuleException">The lower bound is not below the upper one.</exception>
    public static Activation<T> HardTanh(double low = -1, double high = 1) => low < high
        ? new(x => x.HardTanh(low, high), Text($"hardtanh({low}, {high})"))
        : throw new ModuleException($"hardtanh: the bounds {low} and {high} leave no room between them");

    /// <summary>e^x over its sum along an axis; the last axis unless given.</summary>
    public static Activation<T> Softmax(int axis = -1) => new(x => x.Softmax(axis), Text($"softmax(axis {axis})"));

    /// <summary>The logarithm of <see cref="Softmax"/>, which is what a cross-entropy wants.</summary>
    public static Activation<T> LogSoftmax(int axis = -1) => new(x => x.LogSoftmax(axis), Text($"log softmax(axis {axis})"));

    /// <inheritdoc/>
    public override int? OutputLengthFor(int? inputLength) => keepsShape ? inputLength : null;

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x) => function(x);

    /// <summary>The name.</summary>
    public override string ToString() => name;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Activation<T> Finite(double value, string function, string what, Activation<T> activation) => double.IsFinite(value)
        ? activation
        : throw new ModuleException($"{function}: the {what} is {value}; it must be finite");
}
