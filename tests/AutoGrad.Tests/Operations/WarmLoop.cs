namespace AutoGrad.Tests.Operations;

/// <summary>Measures what a training loop's body allocates once it is warm.</summary>
internal static class WarmLoop
{
    // Lists of constants belong outside of f: unoptimised code makes an object of each, [1, 2] included.
    public static void AllocatesNothing(Func<Tape<double>, Variable<double>, Variable<double>> f, params nint[] lengths)
    {
        var tape = new Tape<double>();
        double[] values = DifferenceCheck.Numbers(new Shape(lengths).Count, 5);
        for (int round = 0; round < 4; round++)
        {
            Body();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 4; round++)
        {
            Body();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Body()
        {
            tape.Reset();
            Variable<double> x = tape.Variable(values, lengths);
            f(tape, x).Sum().Backward();
        }
    }
}
