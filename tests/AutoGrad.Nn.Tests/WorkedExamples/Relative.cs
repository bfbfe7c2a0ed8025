namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Comparison by relative tolerance.</summary>
internal static class Relative
{
    public static void Equal(double expected, double actual, double tolerance = 1e-11) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");

    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance = 1e-11)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Equal(expected[i], actual[i], tolerance);
        }
    }
}
