using System.Numerics;

namespace AutoGrad.Nn.Initializers;

/// <summary>The ways in which a new parameter is filled.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public static partial class Initialize<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Zeros.</summary>
    public static Initializer<T> Zeros { get; } = (values, _, _) => values.Clear();

    /// <summary>Uniform between -1/sqrt(fan-in) and 1/sqrt(fan-in), what PyTorch gives linear and recurrent layers.</summary>
    public static Initializer<T> UniformByFanIn { get; } = (values, lengths, random) =>
    {
        double bound = 1 / Math.Sqrt(Math.Max(1, Fans(lengths).In));
        FillUniform(values, -bound, bound, random);
    };

    /// <summary>Uniform between two bounds.</summary>
    /// <exception cref="ModuleException">The bounds are not finite, or in the wrong order.</exception>
    public static Initializer<T> Uniform(double from, double to)
    {
        if (!double.IsFinite(to - from) || from > to)
        {
            throw new ModuleException($"Uniform: from {from} to {to} is no range");
        }

        return (values, _, random) => FillUniform(values, from, to, random);
    }

    /// <summary>A new parameter of a shape, filled.</summary>
    public static Parameter<T> Parameter(Initializer<T> initializer, RandomSource random, params ReadOnlySpan<nint> lengths)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        ArgumentNullException.ThrowIfNull(random);
        var values = new T[new Shape(lengths).Count];
        initializer(values, lengths, random);
        return new Parameter<T>(values, lengths);
    }

    /// <summary>How many inputs an output sees, and how many outputs an input reaches.</summary>
    internal static (double In, double Out) Fans(ReadOnlySpan<nint> lengths)
    {
        if (lengths.Length < 2)
        {
            double count = lengths.IsEmpty ? 1 : lengths[0];
            return (count, count);
        }

        double field = 1;
        foreach (nint length in lengths[2..])
        {
            field *= length;
        }

        return (lengths[1] * field, lengths[0] * field);
    }

    private static void FillUniform(Span<T> values, double from, double to, RandomSource random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(from + ((to - from) * random.NextUniform()));
        }
    }
}
