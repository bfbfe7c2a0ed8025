using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Sweeps;

/// <summary>Elementwise loops of every short length: each element once, written or added to, and nothing behind the last one.</summary>
public class LoopTests
{
    private const double Untouched = -77;

    public static TheoryData<int, bool> Lengths
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (int length = 0; length <= 17; length++)
            {
                data.Add(length, false);
                data.Add(length, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Loop_over_one_operand_writes_each_element_once(int length, bool accumulate)
    {
        double[] x = Numbers(length, 1);
        double[] y = [.. x.Select(v => v * v)];
        double[] upstream = Numbers(length, 2);
        double[] before = Numbers(length, 3);

        Is(length, accumulate, before, into => UnaryLoop.Evaluate(new Square(), x, into, accumulate), i => x[i] * x[i]);
        Is(length, accumulate, before, into => UnaryLoop.Pull(new Square(), x, y, upstream, into, accumulate), i => upstream[i] * 2 * x[i]);
        if (length > 1)
        {
            Is(length, accumulate, before, into => UnaryLoop.Pull(new Square(), x, y, [3.0], into, accumulate), i => 3 * 2 * x[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Loop_over_two_operands_writes_each_element_once(int length, bool accumulate)
    {
        double[] a = Numbers(length, 1);
        double[] b = Numbers(length, 2);
        double[] y = [.. a.Zip(b, (u, v) => u * v)];
        double[] upstream = Numbers(length, 3);
        double[] before = Numbers(length, 4);

        Is(length, accumulate, before, into => BinaryLoop.Evaluate(new Multiply(), a, b, into, accumulate), i => a[i] * b[i]);
        Is(length, accumulate, before, into => BinaryLoop.Pull<double, Multiply, ByFirst>(new Multiply(), a, b, y, upstream, into, accumulate), i => upstream[i] * b[i]);
        if (length > 1)
        {
            Is(length, accumulate, before, into => BinaryLoop.Evaluate(new Multiply(), [2.5], b, into, accumulate), i => 2.5 * b[i]);
            Is(length, accumulate, before, into => BinaryLoop.Evaluate(new Multiply(), a, [2.5], into, accumulate), i => a[i] * 2.5);
            Is(length, accumulate, before, into => BinaryLoop.Pull<double, Multiply, ByFirst>(new Multiply(), a, [2.5], y, [3.0], into, accumulate), i => 3 * 2.5);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Loop_over_rows_takes_the_same_row_for_each(int columns, bool accumulate)
    {
        if (columns == 0)
        {
            return;
        }

        int length = 3 * columns;
        double[] a = Numbers(length, 1);
        double[] row = Numbers(columns, 2);
        Is(length, accumulate, Numbers(length, 3), into => BinaryLoop.EvaluateRows(new Subtract(), a, row, into, accumulate), i => a[i] - row[i % columns]);
    }

    private static void Is(int length, bool accumulate, double[] before, Action<Span<double>> loop, Func<int, double> value)
    {
        double[] memory = [.. before, Untouched, Untouched];
        loop(memory.AsSpan(0, length));
        for (int i = 0; i < length; i++)
        {
            Assert.Equal((accumulate ? before[i] : 0) + value(i), memory[i], 1e-14);
        }

        Assert.Equal([Untouched, Untouched], memory[length..]);
    }

    private static double[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() + 0.5)];
    }

    private readonly struct ByFirst : IChoice
    {
        public static N Of<N>((N A, N B) gradients) => gradients.A;
    }
}
