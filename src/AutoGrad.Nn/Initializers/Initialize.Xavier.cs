namespace AutoGrad.Nn.Initializers;

public static partial class Initialize<T>
{
    /// <summary>Uniform between -a and a with a = gain sqrt(6 / (fan-in + fan-out)).</summary>
    /// <remarks>Source: Glorot, Bengio 2010.</remarks>
    /// <exception cref="ModuleException">The gain is not positive.</exception>
    public static Initializer<T> XavierUniform(double gain = Gain.Linear)
    {
        CheckedGain(gain, nameof(XavierUniform));
        return (values, lengths, random) =>
        {
            double bound = Math.Sqrt(3) * XavierDeviation(lengths, gain);
            FillUniform(values, -bound, bound, random);
        };
    }

    /// <summary>Normal with mean 0 and deviation gain sqrt(2 / (fan-in + fan-out)).</summary>
    /// <remarks>Source: Glorot, Bengio 2010.</remarks>
    /// <exception cref="ModuleException">The gain is not positive.</exception>
    public static Initializer<T> XavierNormal(double gain = Gain.Linear)
    {
        CheckedGain(gain, nameof(XavierNormal));
        return (values, lengths, random) => FillNormal(values, 0, XavierDeviation(lengths, gain), random);
    }

    private static double XavierDeviation(ReadOnlySpan<nint> lengths, double gain)
    {
        (double into, double outOf) = Fans(lengths);
        return gain * Math.Sqrt(2 / Math.Max(1, into + outOf));
    }
}
