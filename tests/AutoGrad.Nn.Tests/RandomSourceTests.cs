namespace AutoGrad.Nn.Tests;

public class RandomSourceTests
{
    // The first outputs of xoshiro256++ for the state (1, 2, 3, 4), from its authors' reference program.
    [Fact]
    public void Stream_is_that_of_the_reference_program()
    {
        var random = new RandomSource(0);
        ulong[] start = [1, 2, 3, 4];
        random.State().Single().Restore(System.Runtime.InteropServices.MemoryMarshal.AsBytes(start.AsSpan()));

        Assert.Equal([41943041UL, 58720359UL, 3588806011781223UL, 3591011842654386UL], [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()]);
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new RandomSource(3);
        double[] sample = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];

        Assert.Equal(0, sample.Average(), 0.015);
        Assert.Equal(1, sample.Average(x => x * x), 0.02);
    }

    [Fact]
    public void Indices_are_equally_likely()
    {
        var random = new RandomSource(4);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextIndex(7)]++;
        }

        // Five standard deviations of a count of 10,000 are 463.
        Assert.All(counts, count => Assert.InRange(count, 9_537, 10_463));
    }

    [Fact]
    public void Shuffle_keeps_the_items()
    {
        int[] items = [.. Enumerable.Range(0, 100)];

        new RandomSource(5).Shuffle(items.AsSpan());

        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
