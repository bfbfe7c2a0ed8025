namespace AutoGrad.Nn.Initializers;

public static partial class Initialize<T>
{
    /// <summary>Ones.</summary>
    public static Initializer<T> Ones { get; } = (values, _, _) => values.Fill(T.One);

    /// <summary>One value everywhere.</summary>
    /// <exception cref="ModuleException">The value is not finite.</exception>
    public static Initializer<T> Constant(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ModuleException($"Constant: {value} is no finite number");
        }

        return (values, _, _) => values.Fill(T.CreateTruncating(value));
    }
}
