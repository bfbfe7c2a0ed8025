namespace AutoGrad.Nn.Optimizers;

/// <summary>What hyper-parameters may be, refused where they are set.</summary>
internal static class Hyperparameter
{
    /// <summary>A number of 0 or more.</summary>
    /// <exception cref="ModuleException">It is not.</exception>
    public static double CheckNotNegative(double value, string owner, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ModuleException(FormattableString.Invariant($"{owner}: {name} is {value}, but must be 0 or more, and finite"));

    /// <summary>A number above 0.</summary>
    /// <exception cref="ModuleException">It is not.</exception>
    public static double CheckPositive(double value, string owner, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ModuleException(FormattableString.Invariant($"{owner}: {name} is {value}, but must be positive and finite"));

    /// <summary>A factor of a moving average or momentum, from 0 to below 1.</summary>
    /// <exception cref="ModuleException">It is not.</exception>
    public static double CheckFraction(double value, string owner, string name) => value is >= 0 and < 1
        ? value
        : throw new ModuleException(FormattableString.Invariant($"{owner}: {name} is {value}, but must be at least 0 and below 1"));

    /// <summary>A whole number above 0.</summary>
    /// <exception cref="ModuleException">It is not.</exception>
    public static long CheckCount(long value, string owner, string name) => value > 0
        ? value
        : throw new ModuleException($"{owner}: {name} is {value}, but must be positive");
}
