using AutoGrad.Errors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.Tests.Laws;

/// <summary>Broadcasting against NumPy's rule, implemented naively, and its gradients against central differences.</summary>
public class BroadcastProperties
{
    private static readonly Func<Variable<double>, Variable<double>, Variable<double>>[] Smooth =
        [(a, b) => a + b, (a, b) => a - b, (a, b) => a * b, (a, b) => a / (b.Square() + 1), (a, b) => (a + 3).Atan2(b), (a, b) => (a + 3).Hypot(b), (a, b) => (a + 3).Pow(b)];

    private static readonly Gen<int[]> Lengths = Gen.Choose(0, 4).SelectMany(rank => Gen.Choose(0, 4).ArrayOf(rank));

    /// <summary>Two shapes of one family: lengths of 1 put in place of some, leading axes left out.</summary>
    private static readonly Gen<(int[] A, int[] B)> Pairs =
        from whole in Lengths
        from onesA in Gen.Choose(0, 2).ArrayOf(whole.Length)
        from onesB in Gen.Choose(0, 2).ArrayOf(whole.Length)
        from cutA in Gen.Choose(0, whole.Length)
        from cutB in Gen.Choose(0, whole.Length)
        select (Masked(whole, onesA)[cutA..], Masked(whole, onesB)[cutB..]);

    [Property(MaxTest = 300)]
    public Property Result_shape_and_value_are_those_of_NumPys_rule() => Prop.ForAll(Pairs.ToArbitrary(), pair =>
    {
        int[]? expected = NumPy(pair.A, pair.B);
        var tape = new Tape<double>();
        Variable<double> a = tape.Variable(Values(pair.A, 1), Sizes(pair.A));
        Variable<double> b = tape.Variable(Values(pair.B, 2), Sizes(pair.B));
        Variable<double> y = a - (2 * b);
        bool shape = y.Shape.Lengths.SequenceEqual(Sizes(expected!));
        bool values = Enumerable.Range(0, y.Shape.Count).All(i =>
            y.Value.Span[i] == a.Value.Span[Offset(i, expected!, pair.A)] - (2 * b.Value.Span[Offset(i, expected!, pair.B)]));
        return shape.Label($"the shape is {y.Shape}").And(values.Label("the values differ"));
    });

    [Property(MaxTest = 300)]
    public Property Any_two_shapes_broadcast_or_are_refused_as_NumPy_does() => Prop.ForAll(Lengths.ToArbitrary(), Lengths.ToArbitrary(), (a, b) =>
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Values(a, 1), Sizes(a));
        Variable<double> y = tape.Variable(Values(b, 2), Sizes(b));
        int[]? expected = NumPy(a, b);
        try
        {
            Shape result = (x * y).Shape;
            return expected is not null && result.Lengths.SequenceEqual(Sizes(expected));
        }
        catch (ShapeException)
        {
            return expected is null && tape.Count == 2;
        }
    });

    [Property(MaxTest = 150)]
    public Property Gradients_of_broadcast_operands_pass_the_check() => Prop.ForAll(
        Pairs.ToArbitrary(), Gen.Elements(Enumerable.Range(0, Smooth.Length)).ToArbitrary(), (pair, operation) =>
    {
        GradientCheckReport report = GradientCheck.Check(
            Smooth[operation],
            new GradientCheckInput(Values(pair.A, 3), Sizes(pair.A)),
            new GradientCheckInput(Values(pair.B, 4), Sizes(pair.B)),
            new GradientCheckOptions { MaxEntries = 40, Directions = 4 });
        return report.Passed.Label(report.ToString());
    });

    [Property(MaxTest = 100)]
    public Property Gradients_of_any_shape_pass_the_check() => Prop.ForAll(Lengths.ToArbitrary(), lengths =>
    {
        GradientCheckReport report = GradientCheck.Check(
            x => (x.Sin() * x).Sum() + (x.Exp() * 0.25),
            new GradientCheckInput(Values(lengths, 5), Sizes(lengths)),
            new GradientCheckOptions { MaxEntries = 40, Directions = 4 });
        return report.Passed.Label(report.ToString());
    });

    /// <summary>NumPy's rule, axis by axis from the end; null where it does not broadcast.</summary>
    private static int[]? NumPy(int[] a, int[] b)
    {
        var result = new int[Math.Max(a.Length, b.Length)];
        for (int fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            int left = fromEnd <= a.Length ? a[^fromEnd] : 1;
            int right = fromEnd <= b.Length ? b[^fromEnd] : 1;
            if (left != right && left != 1 && right != 1)
            {
                return null;
            }

            result[^fromEnd] = left == 1 ? right : left;
        }

        return result;
    }

    /// <summary>Where element number i of the result reads an operand.</summary>
    private static int Offset(int i, int[] result, int[] operand)
    {
        int offset = 0;
        int stride = 1;
        for (int fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            int index = i % result[^fromEnd];
            i /= result[^fromEnd];
            if (fromEnd <= operand.Length)
            {
                offset += operand[^fromEnd] == 1 ? 0 : index * stride;
                stride *= operand[^fromEnd];
            }
        }

        return offset;
    }

    private static int[] Masked(int[] lengths, int[] ones) => [.. lengths.Zip(ones, (length, one) => one == 0 ? 1 : length)];

    private static nint[] Sizes(int[] lengths) => [.. lengths.Select(length => (nint)length)];

    private static double[] Values(int[] lengths, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, lengths.Aggregate(1, (a, b) => a * b)).Select(_ => (3 * random.NextDouble()) - 1.5)];
    }
}
