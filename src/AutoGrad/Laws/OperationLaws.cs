using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Laws;

/// <summary>The laws that an operation meets beyond those of a function, on one sample: what its description declares is so.</summary>
internal sealed class OperationLaws(Trial trial, OperationInfo info, Random random, Findings findings)
{
    private const double Exact = 1e-12;

    public void Check()
    {
        findings.Attempt(GradientCheckLaw.Declaration, Declarations);
        findings.Attempt(GradientCheckLaw.Destination, Destination);
        findings.Attempt(GradientCheckLaw.SavedValues, SavedValues);
        findings.Attempt(GradientCheckLaw.Linearity, Linearity);
    }

    private void Declarations()
    {
        var tape = new Tape<double>();
        Variable<double> y = trial.Record(tape, trial.Values, out Variable<double>[] leaves);
        if (info.StopsGradient && y.RequiresGradient)
        {
            findings.Fail(GradientCheckLaw.Declaration, "declares StopsGradient, but its result requires a gradient");
        }

        if (info.SharesMemory)
        {
            tape.ValueOf(y.Index);
            Buffer<double> mine = tape.Node(y.Index).Value;
            Buffer<double> operand = tape.Node(leaves[0].Index).Value;
            if (!ReferenceEquals(mine.Array, operand.Array) || mine.Offset != operand.Offset || mine.Length != operand.Length)
            {
                findings.Fail(GradientCheckLaw.Declaration, "declares SharesMemory, but its result lies elsewhere");
            }
        }
    }

    /// <summary>The primal overwrites whatever stood in its destination, all of it, or adds to it.</summary>
    private void Destination()
    {
        var tape = new Tape<double>();
        Variable<double> y = trial.Record(tape, trial.Values, out _);
        double size = trial.Result.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        var destination = new double[trial.Result.Length];
        destination.AsSpan().Fill(double.NaN);
        tape.Node(y.Index).Recorder!.Evaluate(tape, y.Index, destination, accumulate: false);
        for (int i = 0; i < destination.Length; i++)
        {
            findings.CompareResult(GradientCheckLaw.Destination, trial.ResultShape, i, destination[i], trial.Result[i], 0, "result over NaN");
        }

        double[] before = Draw.Weights(destination.Length, random);
        before.CopyTo(destination, 0);
        tape.Node(y.Index).Recorder!.Evaluate(tape, y.Index, destination, accumulate: true);
        for (int i = 0; i < destination.Length; i++)
        {
            findings.CompareResult(
                GradientCheckLaw.Destination, trial.ResultShape, i, destination[i], before[i] + trial.Result[i], Exact * (1.5 + size), "result added");
        }
    }

    /// <summary>Values that are not declared as saved are overwritten with NaN before the sweep, which changes nothing.</summary>
    private void SavedValues()
    {
        if (info.StopsGradient || info.Order == 0)
        {
            return;
        }

        double[][] expected = trial.Gradient(trial.Values);
        var tape = new Tape<double>();
        Variable<double> y = Poisoned(tape, out Variable<double>[] leaves);
        DerivativeLaws.CompareExactly(GradientCheckLaw.SavedValues, trial, Trial.Sweep(y, leaves, trial.Upstream), expected, 1, 1e-13, findings);

        y = Poisoned(tape, out leaves);
        Variable<double>[] recorded = Differentiate.VectorJacobianProduct(y, tape.Constant(trial.Upstream, trial.ResultShape.Lengths), leaves);
        DerivativeLaws.CompareExactly(
            GradientCheckLaw.SavedValues, trial, [.. recorded.Select(g => g.Value.ToArray())], expected, 1, 1e-13, findings);
    }

    private Variable<double> Poisoned(Tape<double> tape, out Variable<double>[] leaves)
    {
        Variable<double> y = trial.Record(tape, trial.Values, out leaves);
        tape.ValueOf(y.Index);
        bool keepsInputs = info.Saves.HasFlag(Saves.Inputs);
        bool keepsOutput = info.Saves.HasFlag(Saves.Output);
        if (info.SharesMemory && (keepsInputs || keepsOutput))
        {
            return y;
        }

        if (!keepsInputs)
        {
            foreach (Variable<double> leaf in leaves)
            {
                tape.Node(leaf.Index).Value.Span.Fill(double.NaN);
            }
        }

        if (!keepsOutput)
        {
            tape.Node(y.Index).Value.Span.Fill(double.NaN);
        }

        return y;
    }

    private void Linearity()
    {
        if (info.Linearity == Operations.Linearity.Linear)
        {
            LinearIn([.. Enumerable.Range(0, trial.Values.Length)]);
        }
        else if (info.Linearity == Operations.Linearity.Multilinear)
        {
            for (int operand = 0; operand < trial.Values.Length; operand++)
            {
                LinearIn(operand);
            }
        }
    }

    /// <summary>f(s x + t z) = s f(x) + t f(z), with the other operands standing still.</summary>
    private void LinearIn(params int[] moving)
    {
        const double S = 1.75;
        const double T = -0.625;
        double[][] z = [.. trial.Values.Select(values => (double[])values.Clone())];
        double[][] combined = [.. trial.Values.Select(values => (double[])values.Clone())];
        foreach (int operand in moving)
        {
            z[operand] = Draw.Elements(z[operand].Length, info.DomainOf(operand), random);
            for (int i = 0; i < z[operand].Length; i++)
            {
                combined[operand][i] = (S * trial.Values[operand][i]) + (T * z[operand][i]);
            }
        }

        double[] ofZ = trial.Evaluate(z);
        double[] ofCombined = trial.Evaluate(combined);
        double size = trial.Result.Concat(ofZ).Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < ofZ.Length; i++)
        {
            double expected = (S * trial.Result[i]) + (T * ofZ[i]);
            findings.CompareResult(
                GradientCheckLaw.Linearity, trial.ResultShape, i, ofCombined[i], expected, Exact * (1 + size), $"result, linear in operand {string.Join(", ", moving)}");
        }
    }
}
