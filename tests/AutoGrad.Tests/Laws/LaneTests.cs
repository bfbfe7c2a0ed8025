using System.Numerics;
using AutoGrad.Numbers;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Laws;

/// <summary>Lanes give bit for bit what the scalar formula gives, element by element (0 ulp), for all lengths around the vector's, in place, and on special values.</summary>
public class LaneTests
{
    private const int Longest = 67;

    public static TheoryData<string> Elementwise => OperationSet.Elementwise;

    public static TheoryData<string> BinaryElementwise => OperationSet.BinaryElementwise;

    public static TheoryData<string> TernaryElementwise => OperationSet.TernaryElementwise;

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Lanes_on_one_operand_equal_scalars(string operation)
    {
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckUnary), typeof(double));
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckUnary), typeof(float));
    }

    [Theory]
    [MemberData(nameof(BinaryElementwise))]
    public void Lanes_on_two_operands_equal_scalars(string operation)
    {
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckBinary), typeof(double));
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckBinary), typeof(float));
    }

    [Theory]
    [MemberData(nameof(TernaryElementwise))]
    public void Lanes_on_three_operands_equal_scalars(string operation)
    {
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckTernary), typeof(double));
        OperationSet.Visit(operation, typeof(LaneTests), nameof(CheckTernary), typeof(float));
    }

    internal static void CheckUnary<T, TOperation>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IElementwise<TOperation>
    {
        foreach (TOperation operation in Instances<TOperation>())
        {
            var operands = new SpecialValues<T>(TOperation.Info);
            for (int length = 0; length <= Longest; length++)
            {
                T[] x = operands.Next(0, length);
                T[] upstream = operands.Upstream(length);
                T[] y = [.. x.Select(element => operation.Primal(new Scalar<T>(element)).Value)];
                var evaluated = new T[length];
                UnaryLoop.Evaluate(operation, x, evaluated, accumulate: false);
                Same(y, evaluated, x);

                T[] inPlace = [.. x];
                UnaryLoop.Evaluate(operation, inPlace, inPlace, accumulate: false);
                Same(y, inPlace, x);

                T[] added = [.. upstream];
                UnaryLoop.Evaluate(operation, x, added, accumulate: true);
                Same([.. upstream.Zip(y, (a, b) => a + b)], added, x);

                T[] gradient = [.. x.Select((_, i) => Upstream.Times(upstream[i], operation.LocalGradient(new Scalar<T>(x[i]), new Scalar<T>(y[i])).Value))];
                var pulled = new T[length];
                UnaryLoop.Pull(operation, x, y, upstream, pulled, accumulate: false);
                Same(gradient, pulled, x);

                T[] accumulated = [.. x];
                UnaryLoop.Pull(operation, x, y, upstream, accumulated, accumulate: true);
                Same([.. x.Zip(gradient, (a, b) => a + b)], accumulated, x);
                if (length > 0)
                {
                    // One upstream gradient for all elements.
                    T[] one = upstream[..1];
                    UnaryLoop.Pull(operation, x, y, Widened(one, length), gradient, accumulate: false);
                    UnaryLoop.Pull(operation, x, y, one, pulled, accumulate: false);
                    Same(gradient, pulled, x);
                }
            }
        }
    }

    private static void CheckBinary<T, TOperation>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        foreach (TOperation operation in Instances<TOperation>())
        {
            var operands = new SpecialValues<T>(TOperation.Info);
            for (int length = 0; length <= Longest; length++)
            {
                // Both dense, then each of them a single repeated element.
                CheckPair(operation, operands.Next(0, length), operands.Next(1, length), operands.Upstream(length));
                CheckPair(operation, operands.Next(0, 1), operands.Next(1, length), operands.Upstream(length));
                CheckPair(operation, operands.Next(0, length), operands.Next(1, 1), operands.Upstream(length));
            }
        }
    }

    private static void CheckPair<T, TOperation>(TOperation operation, T[] a, T[] b, T[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        int length = upstream.Length;
        T[] wideA = Widened(a, length);
        T[] wideB = Widened(b, length);
        T[] y = [.. wideA.Zip(wideB, (p, q) => operation.Primal(new Scalar<T>(p), new Scalar<T>(q)).Value)];
        var evaluated = new T[length];
        BinaryLoop.Evaluate(operation, a, b, evaluated, accumulate: false);
        Same(y, evaluated, wideA, wideB);

        T[] added = [.. upstream];
        BinaryLoop.Evaluate(operation, a, b, added, accumulate: true);
        Same([.. upstream.Zip(y, (p, q) => p + q)], added, wideA, wideB);
        if (a.Length == length)
        {
            T[] inPlace = [.. a];
            BinaryLoop.Evaluate(operation, inPlace, b, inPlace, accumulate: false);
            Same(y, inPlace, wideA, wideB);
        }

        if (b.Length == length)
        {
            T[] inPlace = [.. b];
            BinaryLoop.Evaluate(operation, a, inPlace, inPlace, accumulate: false);
            Same(y, inPlace, wideA, wideB);
        }

        (Scalar<T> A, Scalar<T> B)[] locals =
            [.. y.Select((_, i) => operation.LocalGradients(new Scalar<T>(wideA[i]), new Scalar<T>(wideB[i]), new Scalar<T>(y[i])))];
        var pulled = new T[length];
        BinaryLoop.Pull<T, TOperation, ChooseA>(operation, a, b, y, upstream, pulled, accumulate: false);
        Same([.. locals.Select((local, i) => Upstream.Times(upstream[i], local.A.Value))], pulled, wideA, wideB);
        BinaryLoop.Pull<T, TOperation, ChooseB>(operation, a, b, y, upstream, pulled, accumulate: false);
        T[] gradient = [.. locals.Select((local, i) => Upstream.Times(upstream[i], local.B.Value))];
        Same(gradient, pulled, wideA, wideB);
        T[] accumulated = [.. wideA];
        BinaryLoop.Pull<T, TOperation, ChooseB>(operation, a, b, y, upstream, accumulated, accumulate: true);
        Same([.. wideA.Zip(gradient, (p, q) => p + q)], accumulated, wideA, wideB);
        if (length > 0)
        {
            // One upstream gradient for all elements.
            T[] one = upstream[..1];
            BinaryLoop.Pull<T, TOperation, ChooseA>(operation, a, b, y, Widened(one, length), gradient, accumulate: false);
            BinaryLoop.Pull<T, TOperation, ChooseA>(operation, a, b, y, one, pulled, accumulate: false);
            Same(gradient, pulled, wideA, wideB);
        }
    }

    private static void CheckTernary<T, TOperation>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernaryElementwise<TOperation>
    {
        foreach (TOperation operation in Instances<TOperation>())
        {
            var operands = new SpecialValues<T>(TOperation.Info);
            for (int length = 0; length <= Longest; length++)
            {
                // The bits of the number say which operands are a single repeated element.
                for (int repeated = 0; repeated < 8; repeated++)
                {
                    CheckTriple(
                        operation,
                        operands.Next(0, (repeated & 1) != 0 ? 1 : length),
                        operands.Next(1, (repeated & 2) != 0 ? 1 : length),
                        operands.Next(2, (repeated & 4) != 0 ? 1 : length),
                        operands.Upstream(length));
                }
            }
        }
    }

    /// <summary>The ternary loops belong to the recorder, so they are reached through a tape.</summary>
    private static void CheckTriple<T, TOperation>(TOperation operation, T[] a, T[] b, T[] c, T[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, ITernaryElementwise<TOperation>
    {
        int length = upstream.Length;
        var tape = new Tape<T>();
        T[][] values = [a, b, c];
        Variable<T>[] leaves = [.. values.Select(operand => operand.Length == length ? tape.Variable(operand) : tape.Variable(operand[0]))];
        Variable<T> whole = tape.Record(operation, leaves);
        if (whole.Shape.Count != length)
        {
            return;
        }

        T[][] wide = [.. values.Select(operand => Widened(operand, length))];
        T[] y = [.. upstream.Select((_, i) => operation.Primal(new Scalar<T>(wide[0][i]), new Scalar<T>(wide[1][i]), new Scalar<T>(wide[2][i])).Value)];
        Same(y, whole.Value.ToArray(), wide);
        whole.Backward(upstream);
        for (int operand = 0; operand < 3; operand++)
        {
            if (values[operand].Length != length)
            {
                continue;
            }

            T[] gradient = [.. y.Select((_, i) =>
            {
                (Scalar<T> dA, Scalar<T> dB, Scalar<T> dC) = operation.LocalGradients(
                    new Scalar<T>(wide[0][i]), new Scalar<T>(wide[1][i]), new Scalar<T>(wide[2][i]), new Scalar<T>(y[i]));
                return Upstream.Times(upstream[i], (operand == 0 ? dA : operand == 1 ? dB : dC).Value);
            })];
            Same(gradient, leaves[operand].Gradient.ToArray(), wide);
        }
    }

    private static IEnumerable<TOperation> Instances<TOperation>()
        where TOperation : struct, IOperation<TOperation>
        => TOperation.Info.Samples.Count == 0 ? [default] : TOperation.Info.Samples.Select(sample => sample.Operation).Distinct();

    private static T[] Widened<T>(T[] operand, int length) => operand.Length == length ? operand : [.. Enumerable.Repeat(operand[0], length)];

    /// <summary>Equal bit for bit, but all NaN are the same.</summary>
    private static void Same<T>(T[] expected, T[] actual, params T[][] operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = T.IsNaN(expected[i]) ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            Assert.True(same, $"{typeof(T).Name}, length {expected.Length}, element {i}, at ({string.Join(", ", operands.Select(operand => operand[i]))}): scalar {expected[i]}, lanes {actual[i]}");
        }
    }

    private readonly struct ChooseA : IChoice
    {
        public static N Of<N>((N A, N B) gradients) => gradients.A;
    }

    private readonly struct ChooseB : IChoice
    {
        public static N Of<N>((N A, N B) gradients) => gradients.B;
    }
}
