using AutoGrad.Nn.Initializers;

namespace AutoGrad.Nn.Tests.Initializers;

public class InitializeTests
{
    // (outputs, inputs, field): fan-in 200 * 2, fan-out 100 * 2.
    private static readonly nint[] s_lengths = [100, 200, 2];

    public static TheoryData<string, Initializer<double>, double> Normals => new()
    {
        { "normal", Initialize<double>.Normal(0, 0.3), 0.3 },
        { "xavier", Initialize<double>.XavierNormal(), Math.Sqrt(2.0 / (400 + 200)) },
        { "xavier, gain", Initialize<double>.XavierNormal(Gain.Tanh), 5.0 / 3 * Math.Sqrt(2.0 / (400 + 200)) },
        { "kaiming", Initialize<double>.KaimingNormal(), Math.Sqrt(2.0 / 400) },
        { "kaiming, out", Initialize<double>.KaimingNormal(FanMode.Out), Math.Sqrt(2.0 / 200) },
        { "kaiming, gain", Initialize<double>.KaimingNormal(gain: Gain.LeakyRelu(0.5)), Math.Sqrt(2.0 / 1.25 / 400) },
    };

    public static TheoryData<string, Initializer<double>, double> Uniforms => new()
    {
        { "uniform", Initialize<double>.Uniform(-0.3, 0.3), 0.3 },
        { "by fan-in", Initialize<double>.UniformByFanIn, 1 / Math.Sqrt(400) },
        { "xavier", Initialize<double>.XavierUniform(), Math.Sqrt(6.0 / (400 + 200)) },
        { "kaiming", Initialize<double>.KaimingUniform(), Math.Sqrt(6.0 / 400) },
        { "kaiming, out", Initialize<double>.KaimingUniform(FanMode.Out), Math.Sqrt(6.0 / 200) },
        { "kaiming, gain", Initialize<double>.KaimingUniform(gain: 1), Math.Sqrt(3.0 / 400) },
    };

    [Theory]
    [MemberData(nameof(Normals))]
    public void Normal_initialisers_have_mean_0_and_their_deviation(string name, Initializer<double> initializer, double deviation)
    {
        double[] sample = Values(initializer);

        // 40,000 numbers: the mean is off by 0.5 %, the deviation by 0.35 % of a deviation; five times that is allowed.
        Assert.True(Math.Abs(sample.Average()) < 0.025 * deviation, name);
        Assert.Equal(deviation, Math.Sqrt(sample.Average(x => x * x)), 0.018 * deviation);

        // 0.27 % of normal numbers are beyond three deviations; a uniform distribution has none there.
        Assert.InRange(sample.Count(x => Math.Abs(x) > 3 * deviation), 60, 160);
    }

    [Theory]
    [MemberData(nameof(Uniforms))]
    public void Uniform_initialisers_fill_their_range_evenly(string name, Initializer<double> initializer, double bound)
    {
        double[] sample = Values(initializer);

        Assert.True(sample.All(x => Math.Abs(x) <= bound), name);
        Assert.InRange(sample.Max(), 0.999 * bound, bound);
        Assert.InRange(sample.Min(), -bound, -0.999 * bound);
        Assert.InRange(sample.Count(x => Math.Abs(x) < bound / 2), 19_500, 20_500);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Assert.All(Values(Initialize<double>.Zeros), x => Assert.Equal(0, x));
        Assert.All(Values(Initialize<double>.Ones), x => Assert.Equal(1, x));
        Assert.All(Values(Initialize<double>.Constant(-2.5)), x => Assert.Equal(-2.5, x));
    }

    [Theory]
    [InlineData(3, 7, 1)]
    [InlineData(7, 3, 2)]
    [InlineData(5, 5, 1.5)]
    [InlineData(1, 4, 1)]
    [InlineData(60, 60, 1)]
    public void Orthogonal_rows_or_columns_are_orthonormal_up_to_the_gain(int rows, int columns, double gain)
    {
        Parameter<double> q = Initialize<double>.Parameter(Initialize<double>.Orthogonal(gain), new RandomSource(3), rows, columns);
        double[] values = q.Value.ToArray();
        (int count, int length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double At(int vector, int i) => rows <= columns ? values[(vector * columns) + i] : values[(i * columns) + vector];

        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double product = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? gain * gain : 0, product, 1e-13 * gain * gain * length);
            }
        }
    }

    [Fact]
    public void Orthogonal_matrices_point_everywhere()
    {
        // The first entry of a random rotation of the plane is the cosine of an even angle: mean 0, mean square 1/2.
        var random = new RandomSource(5);
        double[] first = [.. Enumerable.Range(0, 4_000).Select(_ => Initialize<double>.Parameter(Initialize<double>.Orthogonal(), random, 2, 2).Value.Span[0])];

        Assert.Equal(0, first.Average(), 0.06);
        Assert.Equal(0.5, first.Average(x => x * x), 0.03);
    }

    [Fact]
    public void Orthogonal_takes_further_axes_for_columns()
    {
        float[] q = Initialize<float>.Parameter(Initialize<float>.Orthogonal(), new RandomSource(3), 2, 2, 3).Value.ToArray();

        Assert.Equal(1, q.Take(6).Sum(x => x * x), 1e-6f);
        Assert.Equal(0, q.Take(6).Zip(q.Skip(6), (a, b) => a * b).Sum(), 1e-6f);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights()
    {
        Assert.Equal(Values(Initialize<double>.KaimingNormal()), Values(Initialize<double>.KaimingNormal()));
        Assert.Equal(
            Initialize<double>.Parameter(Initialize<double>.Orthogonal(), new RandomSource(1), 4, 3).Value.ToArray(),
            Initialize<double>.Parameter(Initialize<double>.Orthogonal(), new RandomSource(1), 4, 3).Value.ToArray());
    }

    [Fact]
    public void Bad_constants_are_refused_where_they_are_given()
    {
        Assert.Contains("-1", Assert.Throws<ModuleException>(() => Initialize<float>.Normal(0, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<ModuleException>(() => Initialize<float>.Constant(double.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ModuleException>(() => Initialize<float>.Uniform(1, 0));
        Assert.Throws<ModuleException>(() => Initialize<float>.XavierUniform(0));
        Assert.Throws<ModuleException>(() => Initialize<float>.XavierNormal(double.NaN));
        Assert.Throws<ModuleException>(() => Initialize<float>.KaimingUniform(gain: -1));
        Assert.Throws<ModuleException>(() => Initialize<float>.KaimingNormal(gain: double.PositiveInfinity));
        Assert.Throws<ModuleException>(() => Initialize<float>.Orthogonal(0));
        Assert.Contains(
            "2 axes",
            Assert.Throws<ModuleException>(() => Initialize<float>.Parameter(Initialize<float>.Orthogonal(), new RandomSource(1), 4)).Message,
            StringComparison.Ordinal);
    }

    private static double[] Values(Initializer<double> initializer) =>
        Initialize<double>.Parameter(initializer, new RandomSource(11), s_lengths).Value.ToArray();
}
