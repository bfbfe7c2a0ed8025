using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Laws;

/// <summary>Declared refusals are refused with their text, and leave the tape as it was.</summary>
internal static class RefusalLaw
{
    public static void Check<TOperation>(Findings findings)
        where TOperation : struct, IOperation<TOperation>
    {
        foreach (Refusal<TOperation> refusal in TOperation.Info.Refusals)
        {
            findings.Sample = OperationSamples.Describe(refusal.Operation, refusal.Shapes);
            findings.Attempt(GradientCheckLaw.Refusal, () => Check(refusal, findings));
        }

        findings.Sample = "";
    }

    private static void Check<TOperation>(Refusal<TOperation> refusal, Findings findings)
        where TOperation : struct, IOperation<TOperation>
    {
        var tape = new Tape<double>();
        var operands = new Variable<double>[refusal.Shapes.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = tape.Variable(new double[refusal.Shapes[i].Count], refusal.Shapes[i].Lengths);
        }

        int count = tape.Count;
        ArenaMark memory = tape.ValuePosition;
        try
        {
            tape.Record(refusal.Operation, operands);
            findings.Fail(GradientCheckLaw.Refusal, $"was accepted; expected an error with \"{refusal.Message}\"");
        }
        catch (AutoGradException error)
        {
            if (!error.Message.Contains(refusal.Message, StringComparison.Ordinal))
            {
                findings.Fail(GradientCheckLaw.Refusal, $"the message \"{error.Message}\" does not contain \"{refusal.Message}\"");
            }

            if (!error.Message.Contains(TOperation.Info.Name, StringComparison.Ordinal))
            {
                findings.Fail(GradientCheckLaw.Refusal, $"the message \"{error.Message}\" does not name the operation");
            }
        }

        if (tape.Count != count || !tape.ValuePosition.Equals(memory))
        {
            findings.Fail(GradientCheckLaw.Refusal, "the refused operation left records or memory on the tape");
        }
    }
}
