using System.Runtime.CompilerServices;
using AutoGrad.Laws;
using AutoGrad.Operations;

namespace AutoGrad;

/// <content>The check of whole operations.</content>
public static partial class GradientCheck
{
    /// <summary>
    /// Checks an operation on all samples that its description declares (without any, the default instance on a few
    /// shapes), with random operands from its domain, and at its probes and refusals.
    /// </summary>
    public static GradientCheckReport CheckOperation<TOperation>(GradientCheckOptions? options = null)
        where TOperation : struct, IOperation<TOperation>
    {
        options ??= new();
        var findings = new Findings(TOperation.Info.Name, options.Seed);
        if (TOperation.Info.Samples.Count == 0 && (!OperationSamples.IsElementwise<TOperation>() || Unsafe.SizeOf<TOperation>() > 1))
        {
            // The default instance has zeros for constants, with which a wrong derivative may well look right.
            findings.Fail(GradientCheckLaw.Declaration, "declares no Samples; give instances with operand shapes, on which the laws are checked");
        }

        foreach (Sample<TOperation> sample in OperationSamples.Of<TOperation>())
        {
            Check(sample.Operation, sample.Shapes, options, findings);
        }

        findings.Sample = "";
        ProbeLaw.Check<double, TOperation>(findings);
        RefusalLaw.Check<TOperation>(findings);
        return findings.Report();
    }

    /// <summary>Checks one instance of an operation on operands of the given shapes, drawn from its domain.</summary>
    public static GradientCheckReport CheckOperation<TOperation>(
        TOperation operation, GradientCheckOptions? options = null, params ReadOnlySpan<Shape> shapes)
        where TOperation : struct, IOperation<TOperation>
    {
        options ??= new();
        var findings = new Findings(TOperation.Info.Name, options.Seed);
        Check(operation, shapes.ToArray(), options, findings);
        return findings.Report();
    }

    private static void Check<TOperation>(TOperation operation, Shape[] shapes, GradientCheckOptions options, Findings findings)
        where TOperation : struct, IOperation<TOperation>
    {
        OperationInfo info = TOperation.Info;
        var random = new Random(options.Seed);
        GradientCheckInput[] operands = Draw.Operands(info, shapes, random);
        findings.Sample = OperationSamples.Describe(operation, shapes);
        var trial = new Trial(xs => xs[0].Tape.Record(operation, xs), operands, random);
        var laws = new OperationLaws(trial, info, random, findings);
        laws.Check();
        if (!info.StopsGradient && info.Order > 0)
        {
            DerivativeLaws.Check(trial, options with { Order = Math.Min(options.Order, info.Order) }, findings);
        }
    }
}
