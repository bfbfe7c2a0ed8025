using System.Numerics;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Parameters that share a rate and a weight decay.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ParameterGroup<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter<T>[] parameters;
    private double rate = double.NaN;
    private double weightDecay = double.NaN;

    /// <summary>A group; rate and weight decay are the optimiser's, unless they are set before it is given to one.</summary>
    /// <exception cref="ModuleException">There is no parameter, or one is there twice.</exception>
    public ParameterGroup(IEnumerable<Parameter<T>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = [.. parameters];
        if (this.parameters.Length == 0)
        {
            throw new ModuleException("ParameterGroup: there is no parameter to train; give it a module's Parameters, and let the module Add its parameters and the layers inside it");
        }

        var met = new HashSet<Parameter<T>>(ReferenceEqualityComparer.Instance);
        foreach (Parameter<T> parameter in this.parameters)
        {
            ArgumentNullException.ThrowIfNull(parameter, nameof(parameters));
            if (!met.Add(parameter))
            {
                throw new ModuleException($"ParameterGroup: {parameter} is there twice");
            }
        }
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => parameters;

    /// <summary>The learning rate, 0 or more; NaN as long as neither it was set nor an optimiser has the group.</summary>
    /// <exception cref="ModuleException">The rate is negative or not finite.</exception>
    public double Rate
    {
        get => rate;
        set
        {
            Hyperparameter.CheckNotNegative(value, "ParameterGroup", "the rate");
            rate = value;
        }
    }

    /// <summary>The factor of the weights that is added to their gradient, or taken off the weights themselves, as the optimiser says; 0 or more.</summary>
    /// <exception cref="ModuleException">The factor is negative or not finite.</exception>
    public double WeightDecay
    {
        get => weightDecay;
        set
        {
            Hyperparameter.CheckNotNegative(value, "ParameterGroup", "the weight decay");
            weightDecay = value;
        }
    }

    /// <summary>Sets what was not set.</summary>
    internal void Complete(double defaultRate, double defaultDecay)
    {
        rate = double.IsNaN(rate) ? defaultRate : rate;
        weightDecay = double.IsNaN(weightDecay) ? defaultDecay : weightDecay;
    }
}
