namespace AutoGrad.Plots;

/// <summary>The histograms of a parameter's weights, or of its gradients, over epochs.</summary>
public sealed class ParameterHistory
{
    private readonly List<(int Epoch, Histogram Histogram)> entries = [];

    internal ParameterHistory(string name, Shape shape) => (Name, Shape) = (name, shape);

    /// <summary>The full name of the parameter, as in <c>hidden.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>The histograms, each after so many epochs.</summary>
    public IReadOnlyList<(int Epoch, Histogram Histogram)> Entries => entries;

    internal void Add(int epoch, Histogram histogram) => entries.Add((epoch, histogram));

    /// <summary>Forgets what is not after a multiple of so many epochs.</summary>
    internal void Keep(int every) => entries.RemoveAll(entry => entry.Epoch % every != 0);
}
