using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Tapes;

/// <summary>Adjoints give their memory back during the sweep, or leave it to an operand; the numbers must not notice.</summary>
public class AdjointMemoryTests
{
    // Longer than the shortest adjoint that is taken back.
    private const int Long = 3000;

    [Fact]
    public void Sweep_overALongChain_takesTheMemoryOfAFewAdjoints()
    {
        const int links = 40;
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Numbers());
        Variable<double> y = x;
        for (int i = 0; i < links; i++)
        {
            y = y.Sin();
        }

        long before = tape.MemoryInBytes;
        y.Sum().Backward();

        Assert.InRange((tape.MemoryInBytes - before) / (Long * sizeof(double)), 1, links / 4);
    }

    [Fact]
    public void Backward_again_takesNoMoreMemory()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Numbers());
        Variable<double> y = (x.Sin() + x.Cos().Reshape(1, Long).Reshape(Long)).Square().Sum();
        y.Backward();
        long once = tape.MemoryInBytes;
        double[] gradient = x.Gradient.ToArray();
        for (int round = 2; round < 10; round++)
        {
            y.Backward();
            Assert.Equal(once, tape.MemoryInBytes);
            Equal(gradient, round, x.Gradient.Span);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Long)]
    public void Gradient_whereUpstreamIsPassedOn_isThatOfTheFormula(int length)
    {
        // Each term passes its upstream gradient on in another way: to one operand twice, to two at once, to one with an earlier
        // contribution, through a reshape, to a leaf.
        double[] data = Numbers()[..length];
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(data);
        Variable<double> s = x.Sin();
        Variable<double> c = x.Cos();
        Variable<double> sum = (s + s) + (s + c) + ((c - c) + (c - s)) + (x + s.Reshape(1, length).Reshape(length)) + (s * c);
        (sum * sum).Sum().Backward();

        for (int i = 0; i < length; i++)
        {
            (double sin, double cos) = Math.SinCos(data[i]);
            double value = (3 * sin) + (2 * cos) + data[i] + (sin * cos);
            double slope = (3 * cos) - (2 * sin) + 1 + (cos * cos) - (sin * sin);
            // Some sums nearly cancel; a wrong term is off by far more.
            Approximately.Equal(2 * value * slope, x.Gradient[i], 1e-9);
        }
    }

    [Fact]
    public void FailedSweep_afterAnAdjointWasHandedOn_leavesTheNextOneRight()
    {
        double[] data = Numbers();
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(data);
        Variable<double> h = x.Sin();
        Variable<double> total = h.Apply(new FirstPlusThriceSecond(), x.Cos()).Sum();
        Variable<double> loss = total + (h * h).Sum();

        FirstPlusThriceSecond.Fails = true;
        Assert.Throws<InvalidOperationException>(() => total.Backward());
        FirstPlusThriceSecond.Fails = false;
        loss.Backward();

        for (int i = 0; i < data.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(data[i]);
            Approximately.Equal(cos - (3 * sin) + (2 * sin * cos), x.Gradient[i], 1e-13);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Long)]
    public void Gradient_ofAnIntermediateResult_mustBeAskedForBeforeTheSweep(int length)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Numbers()[..length]);
        Variable<double> kept = x.Sin().KeepGradient();
        Variable<double> late = x.Cos();
        (kept + late).Sum().Backward();

        Assert.Equal(1.0, kept.Gradient[0]);
        late.KeepGradient();
        Assert.Contains("before Backward()", Assert.Throws<NoGradientException>(() => late.Gradient).Message, StringComparison.Ordinal);
        x.Sin().Sum().Backward();
        Assert.Equal(0.0, late.Gradient[0]);
    }

    private static double[] Numbers() => [.. Enumerable.Range(0, Long).Select(i => Math.Sin(0.7 * i) * 2)];

    private static void Equal(double[] once, int times, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < once.Length; i++)
        {
            Approximately.Equal(times * once[i], actual[i], 1e-13);
        }
    }

    /// <summary>y = a + 3 b, with a gradient by b that can be made to fail.</summary>
    private readonly struct FirstPlusThriceSecond : IStructuredOperation<FirstPlusThriceSecond>
    {
        public static OperationInfo<FirstPlusThriceSecond> Info { get; } = new("first_plus_thrice_second", 2) { Saves = Saves.Nothing };

        public static bool Fails { get; set; }

        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < evaluation.Result.Length; i++)
            {
                evaluation.Result[i] = evaluation[0][i] + (T.CreateChecked(3) * evaluation[1][i]);
            }
        }

        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => operand == 0 ? pullback.Upstream
            : Fails ? throw new InvalidOperationException("asked to fail")
            : pullback.Upstream * T.CreateChecked(3);
    }
}
