using AutoGrad.Laws;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>The public check, which runs the laws, on every operation; and the laws in single precision.</summary>
public class EveryOperationTests
{
    public static TheoryData<string> All => OperationSet.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Operation_meets_the_laws(string operation) => OperationSet.Visit(operation, typeof(EveryOperationTests), nameof(CheckLaws));

    [Theory]
    [MemberData(nameof(All))]
    public void Probes_come_out_in_float(string operation) => OperationSet.Visit(operation, typeof(EveryOperationTests), nameof(CheckProbes));

    [Theory]
    [MemberData(nameof(All))]
    public void Float_agrees_with_double(string operation) => OperationSet.Visit(operation, typeof(EveryOperationTests), nameof(CheckFloat));

    private static void CheckLaws<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        GradientCheckReport report = GradientCheck.CheckOperation<TOperation>();
        Assert.True(report.Comparisons > 0, "nothing was compared");
        report.ThrowIfFailed();
    }

    private static void CheckProbes<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        var findings = new Findings(TOperation.Info.Name, 1);
        ProbeLaw.Check<float, TOperation>(findings);
        findings.Report().ThrowIfFailed();
    }

    private static void CheckFloat<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        foreach (Sample<TOperation> sample in OperationSamples.Of<TOperation>())
        {
            var random = new Random(7);
            GradientCheckInput[] operands = Draw.Operands(TOperation.Info, sample.Shapes, random);
            var trial = new Trial(xs => xs[0].Tape.Record(sample.Operation, xs), operands, random);
            var tape = new Tape<float>();
            Variable<float>[] leaves = [.. operands.Select(operand => tape.Variable([.. operand.Elements.Select(x => (float)x)], operand.Shape.Lengths))];
            Variable<float> y = tape.Record(sample.Operation, leaves);
            Close(trial.Result, y.Value);
            if (y.RequiresGradient && TOperation.Info.Order > 0)
            {
                y.Backward([.. trial.Upstream.Select(x => (float)x)]);
                double[][] expected = trial.Gradient(trial.Values);
                Assert.All(leaves.Zip(expected), pair => Close(pair.Second, pair.First.Gradient));
            }
        }
    }

    private static void Close(double[] expected, TensorView<float> actual)
    {
        double size = expected.Select(Math.Abs).DefaultIfEmpty().Max();
        Assert.All(expected.Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, size)));
    }
}
