namespace AutoGrad.Tests.Sweeps;

/// <summary>Elementwise operations that are long enough for several threads, each by itself, against formulas.</summary>
public class SharedElementwiseTests
{
    // More than four blocks of 16,384 elements, the last one not full.
    private const int Length = 70_001;

    private static readonly float[] A = [.. Enumerable.Range(0, Length).Select(i => 0.5f + ((i % 97) / 97f))];
    private static readonly float[] B = [.. Enumerable.Range(0, Length).Select(i => 1.5f - ((i % 89) / 89f))];
    private static readonly float[] Condition = [.. Enumerable.Range(0, Length).Select(i => i % 3 == 0 ? 1f : 0f)];

    public static TheoryData<int> Threads => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Threads))]
    public void One_operand_is_computed_and_differentiated_in_both_modes(int threads)
    {
        var tape = new Tape<float> { Threads = threads };
        Variable<float> x = tape.Variable(A);
        Variable<float> y = x.Square();
        y.Backward(B);
        Each(y.Value.ToArray(), i => A[i] * A[i]);
        Each(x.Gradient.ToArray(), i => B[i] * (A[i] + A[i]));
        Each(Moved(y, x, tape.Constant(B)), i => B[i] * (A[i] + A[i]));

        // Added to what is there.
        y.Backward(B);
        Each(x.Gradient.ToArray(), i => 2 * (B[i] * (A[i] + A[i])));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Two_operands_are_computed_and_differentiated_in_both_modes(int threads)
    {
        var tape = new Tape<float> { Threads = threads };
        Variable<float> a = tape.Variable(A);
        Variable<float> b = tape.Variable(B);
        Variable<float> scale = tape.Variable(3f);
        Variable<float> y = a * b;
        Variable<float> z = scale * a;
        y.Backward(Condition);
        Each(y.Value.ToArray(), i => A[i] * B[i]);
        Each(z.Value.ToArray(), i => 3 * A[i]);
        Each(a.Gradient.ToArray(), i => Condition[i] * B[i]);
        Each(b.Gradient.ToArray(), i => Condition[i] * A[i]);
        Each(Moved(y, a, tape.Constant(Condition)), i => Condition[i] * B[i]);
        Each(Moved(y, b, tape.Constant(Condition)), i => Condition[i] * A[i]);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Three_operands_are_computed_and_differentiated(int threads)
    {
        var tape = new Tape<float> { Threads = threads };
        Variable<float> a = tape.Variable(A);
        Variable<float> b = tape.Variable(B);
        Variable<float> y = tape.Constant(Condition).Where(a, b);
        Variable<float> z = tape.Constant(Condition).Where(a, 2);
        y.Backward(B);
        Each(y.Value.ToArray(), i => Condition[i] != 0 ? A[i] : B[i]);
        Each(z.Value.ToArray(), i => Condition[i] != 0 ? A[i] : 2);
        Each(a.Gradient.ToArray(), i => Condition[i] != 0 ? B[i] : 0);
        Each(b.Gradient.ToArray(), i => Condition[i] != 0 ? 0 : B[i]);
    }

    [Theory]
    [InlineData(1, 16_384)]
    [InlineData(1, 16_385)]
    [InlineData(1, Length)]
    [InlineData(2, 65_535)]
    [InlineData(2, 65_536)]
    [InlineData(2, Length)]
    public void Descent_of_a_parameter_reaches_every_element_once(int threads, int length)
    {
        var w = new Parameter<float>(A.AsSpan(0, length).ToArray());
        var tape = new Tape<float> { Threads = threads };
        (tape.Watch(w) * tape.Constant(B.AsSpan(0, length).ToArray())).Sum().Backward();
        w.Descend(0.5f);
        float[] descended = w.Value.ToArray();
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(A[i] - (0.5f * B[i]), descended[i], 1e-6f);
        }
    }

    private static float[] Moved(Variable<float> y, Variable<float> x, Variable<float> direction)
    {
        var moved = new float[Length];
        AutoGrad.Sweeps.ForwardSweep.Evaluate(y, [x], [direction], moved);
        return moved;
    }

    private static void Each(float[] values, Func<int, float> expected)
    {
        Assert.Equal(Length, values.Length);
        for (int i = 0; i < Length; i++)
        {
            if (Math.Abs(values[i] - expected(i)) > 1e-6f)
            {
                Assert.Fail($"element {i} is {values[i]}, not {expected(i)}");
            }
        }
    }
}
