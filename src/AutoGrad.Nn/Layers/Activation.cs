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

    /// <summary>1 / (1 + e^-x).</summary>
    public static Activation<T> Sigmoid { get; } = new("sigmoid", x => x.Sigmoid());

    /// <summary>tanh x.</summary>
    public static Activation<T> Tanh { get; } = new("tanh", x => x.Tanh());

    /// <summary>max(x, 0).</summary>
    public static Activation<T> Relu { get; } = new("relu", x => x.Relu());

    /// <inheritdoc/>
    public override Variable<T> Forward(Variable<T> x) => function(x);

    /// <summary>The name.</summary>
    public override string ToString() => name;
}
