namespace AutoGrad.Bench.Networks;

/// <summary>Refuses to compare the speed of candidates that compute different things.</summary>
internal static class Agreement
{
    /// <summary>Runs one step of each, and compares losses and gradients.</summary>
    /// <param name="name">The network.</param>
    /// <param name="actual">One candidate, with its first parameters.</param>
    /// <param name="expected">The other, likewise.</param>
    /// <param name="tolerance">The largest difference, relative to the largest entry of the same gradient.</param>
    /// <exception cref="InvalidOperationException">They differ by more.</exception>
    public static void Require(string name, ITrainingStep actual, ITrainingStep expected, double tolerance)
    {
        actual.Step();
        expected.Step();
        Require($"{name}, loss", [actual.Loss], [expected.Loss], tolerance);
        float[][] gradients = actual.Gradients();
        float[][] others = expected.Gradients();
        for (int i = 0; i < Math.Max(gradients.Length, others.Length); i++)
        {
            Require($"{name}, gradient {i}", gradients[i], others[i], tolerance);
        }
    }

    /// <summary>Compares two results, relative to the largest entry of the expected one.</summary>
    /// <exception cref="InvalidOperationException">They differ by more, in length, or everywhere zero.</exception>
    public static void Require(string name, ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance)
    {
        if (actual.Length != expected.Length)
        {
            throw new InvalidOperationException($"{name}: {actual.Length} elements against {expected.Length}");
        }

        double largest = 0, difference = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs((double)actual[i] - expected[i]));
        }

        if (!(largest > 0 && difference <= tolerance * largest))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{name}: differs by {difference:0.###e0} where the largest entry is {largest:0.###e0}; allowed is {tolerance:0.#e0} of it"));
        }
    }
}
