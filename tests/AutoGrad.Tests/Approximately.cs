namespace AutoGrad.Tests;

/// <summary>Comparison by relative tolerance.</summary>
internal static class Approximately
{
    public static void Equal(double expected, double actual, double relative = 1e-12)
    {
        double error = Math.Abs(expected - actual);
        Assert.True(
            error <= relative * Math.Abs(expected) || expected.Equals(actual),
            $"expected {expected:R}, got {actual:R}, relative error {error / Math.Abs(expected):E2}");
    }

    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], relative);
        }
    }
}
