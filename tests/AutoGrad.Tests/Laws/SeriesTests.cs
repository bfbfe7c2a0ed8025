using AutoGrad.Laws;
using AutoGrad.Operations;
using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Laws;

/// <summary>The power series of every elementwise operation has the coefficients that derivatives of derivatives give.</summary>
public class SeriesTests
{
    private const int Order = 3;

    public static TheoryData<string> Elementwise => OperationSet.Elementwise;

    public static TheoryData<string> BinaryElementwise => OperationSet.BinaryElementwise;

    public static TheoryData<string> TernaryElementwise => OperationSet.TernaryElementwise;

    [Theory]
    [MemberData(nameof(Elementwise))]
    [MemberData(nameof(BinaryElementwise))]
    [MemberData(nameof(TernaryElementwise))]
    public void Series_has_the_nested_derivatives_as_coefficients(string operation) => OperationSet.Visit(operation, typeof(SeriesTests), nameof(Check));

    private static void Check<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        var random = new Random(5);
        foreach (Sample<TOperation> sample in OperationSamples.Of<TOperation>())
        {
            GradientCheckInput[] operands = Draw.Operands(TOperation.Info, sample.Shapes, random);
            var tape = new Tape<double>();
            Variable<double> x = tape.Variable([.. operands.SelectMany(operand => operand.Values.ToArray())]);
            Variable<double> direction = tape.Constant(Draw.Weights(x.Shape.Count, random));
            int start = 0;
            Variable<double> y = tape.Record(
                sample.Operation, [.. operands.Select(operand => x[start..(start += operand.Values.Length)].Reshape(operand.Shape.Lengths))]);
            Variable<double> sum = (y * tape.Constant(Draw.Weights(y.Shape.Count, random), y.Shape.Lengths)).Sum();
            if (!sum.RequiresGradient)
            {
                continue;
            }

            double[]? series = SeriesSweep.Coefficients(sum, x, direction, Order);
            Assert.NotNull(series);
            double factorial = 1;
            Variable<double> derivative = sum;
            for (int k = 0; k <= Order; k++)
            {
                double expected = derivative.Value.Item / factorial;
                Assert.True(
                    Math.Abs(expected - series[k]) <= 1e-9 * Math.Max(1, Math.Abs(expected)),
                    $"{OperationSamples.Describe(sample.Operation, sample.Shapes)}: the coefficient of t^{k} is {series[k]}, not {expected}");
                derivative = Differentiate.JacobianVectorProduct(derivative, x, direction);
                factorial *= k + 1;
            }
        }
    }
}
