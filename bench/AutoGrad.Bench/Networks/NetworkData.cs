namespace AutoGrad.Bench.Networks;

/// <summary>The lengths of a network with one hidden layer, its first parameters and a batch; the same numbers in every run.</summary>
internal sealed class NetworkData
{
    /// <summary>Small, so that parameters hardly move in the many steps of a measurement, and every step does the same work.</summary>
    public const float Rate = 1e-4f;

    /// <summary>Draws weights within ±1/sqrt(fan-in), inputs and targets within ±1.</summary>
    public NetworkData(int inputs, int hidden, int outputs, int batch)
    {
        (Inputs, Hidden, Outputs, Batch) = (inputs, hidden, outputs, batch);
        var random = new Random(20260730);
        X = Draw(random, batch * inputs, 1);
        W1 = Draw(random, inputs * hidden, 1 / Math.Sqrt(inputs));
        B1 = Draw(random, hidden, 1 / Math.Sqrt(inputs));
        W2 = Draw(random, hidden * outputs, 1 / Math.Sqrt(hidden));
        B2 = Draw(random, outputs, 1 / Math.Sqrt(hidden));
        Targets = Draw(random, batch * outputs, 1);
        Labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(outputs))];
    }

    public int Inputs { get; }

    public int Hidden { get; }

    public int Outputs { get; }

    public int Batch { get; }

    public float[] X { get; }

    public float[] W1 { get; }

    public float[] B1 { get; }

    public float[] W2 { get; }

    public float[] B2 { get; }

    public float[] Targets { get; }

    public int[] Labels { get; }

    /// <summary>For example <c>784-128-10, batch 64</c>.</summary>
    public override string ToString() => $"{Inputs}-{Hidden}-{Outputs}, batch {Batch}";

    private static float[] Draw(Random random, int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(scale * ((2 * random.NextDouble()) - 1)))];
}
