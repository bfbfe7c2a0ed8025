namespace AutoGrad.Nn.Initializers;

public static partial class Initialize<T>
{
    /// <summary>Normally distributed with a mean and a standard deviation.</summary>
    /// <exception cref="ModuleException">The mean is not finite, or the deviation negative or not finite.</exception>
    public static Initializer<T> Normal(double mean = 0, double deviation = 1)
    {
        if (!double.IsFinite(mean) || !double.IsFinite(deviation) || deviation < 0)
        {
            throw new ModuleException($"Normal: a mean of {mean} with a deviation of {deviation}; both must be finite, the deviation not negative");
        }

        return (values, _, random) => FillNormal(values, mean, deviation, random);
    }

    private static void FillNormal(Span<T> values, double mean, double deviation, RandomSource random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(mean + (deviation * random.NextNormal()));
        }
    }

    private static double CheckedGain(double gain, string name) => double.IsFinite(gain) && gain > 0
        ? gain
        : throw new ModuleException($"{name}: the gain is {gain}; it must be positive and finite");
}
