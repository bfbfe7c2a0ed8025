namespace AutoGrad.Nn.Initializers;

public static partial class Initialize<T>
{
    /// <summary>Uniform between -a and a with a = gain sqrt(3 / fan).</summary>
    /// <param name="mode">Which fan.</param>
    /// <param name="gain">That of ReLU, sqrt 2, unless given; see <see cref="Gain"/>.</param>
    /// <remarks>Source: He et al. 2015.</remarks>
    /// <exception cref="ModuleException">The gain is not positive.</exception>
    public static Initializer<T> KaimingUniform(FanMode mode = FanMode.In, double? gain = null)
    {
        double factor = CheckedGain(gain ?? Gain.Relu, nameof(KaimingUniform));
        return (values, lengths, random) =>
        {
            double bound = Math.Sqrt(3) * KaimingDeviation(lengths, mode, factor);
            FillUniform(values, -bound, bound, random);
        };
    }

    /// <summary>Normal with mean 0 and deviation gain / sqrt(fan).</summary>
    /// <param name="mode">Which fan.</param>
    /// <param name="gain">That of ReLU, sqrt 2, unless given; see <see cref="Gain"/>.</param>
    /// <remarks>Source: He et al. 2015.</remarks>
    /// <exception cref="ModuleException">The gain is not positive.</exception>
    public static Initializer<T> KaimingNormal(FanMode mode = FanMode.In, double? gain = null)
    {
        double factor = CheckedGain(gain ?? Gain.Relu, nameof(KaimingNormal));
        return (values, lengths, random) => FillNormal(values, 0, KaimingDeviation(lengths, mode, factor), random);
    }

    private static double KaimingDeviation(ReadOnlySpan<nint> lengths, FanMode mode, double gain)
    {
        (double into, double outOf) = Fans(lengths);
        return gain / Math.Sqrt(Math.Max(1, mode == FanMode.In ? into : outOf));
    }
}
