using System.Numerics;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Parameters that share hyper-parameters.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ParameterGroup<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A group.</summary>
    public ParameterGroup(IEnumerable<Parameter<T>> parameters) => Parameters = [.. parameters];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>The rate.</summary>
    public double Rate { get; set; }
}
