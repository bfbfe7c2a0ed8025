using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>The reverse sweep that records: each contribution becomes part of the graph.</summary>
internal static class RecordedSweep
{
    public static Variable<T>[] Run<T>(string call, Variable<T> y, Variable<T> seed, ReadOnlySpan<Variable<T>> xs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        tape.CheckParameters();
        if (!y.RequiresGradient)
        {
            CheckRecorded(y, call);
        }

        int last = y.Index;
        int first = last;
        foreach (Variable<T> x in xs)
        {
            CheckVariable(x, tape, call);
            first = Math.Min(first, x.Index);
        }

        // Only what lies between the variables and the result is visited.
        return Run(tape, last, first, seed, xs, LeadsTo(tape, xs, first, last, throughScratch: false), isTangent: false);
    }

    /// <summary>
    /// The gradient by one variable of what was recorded from it on, which may be scratch, where nothing is marked as requiring a
    /// gradient; <c>default</c> where y does not depend on x.
    /// </summary>
    public static Variable<T> Within<T>(Variable<T> y, Variable<T> seed, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Index < x.Index)
        {
            return default;
        }

        bool[] leads = LeadsTo(y.Tape, [x], x.Index, y.Index, throughScratch: true);
        return leads[^1] ? Run(y.Tape, y.Index, x.Index, seed, [x], leads, isTangent: true)[0] : default;
    }

    private static Variable<T>[] Run<T>(
        Tape<T> tape, int last, int first, Variable<T> seed, ReadOnlySpan<Variable<T>> xs, bool[] leads, bool isTangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var adjoints = new Variable<T>[last - first + 1];
        adjoints[last - first] = seed;
        bool isOuter = tape.IsRecordingDerivative;
        tape.IsRecordingDerivative = true;
        try
        {
            for (int index = last; index >= first; index--)
            {
                Variable<T> upstream = adjoints[index - first];
                if (!upstream.IsDefault && leads[index - first] && tape.Node(index).Recorder is { } recorder)
                {
                    Pull(tape, recorder, index, upstream, leads, adjoints, first, isTangent);
                }
            }
        }
        finally
        {
            tape.IsRecordingDerivative = isOuter;
        }

        var gradients = new Variable<T>[xs.Length];
        for (int i = 0; i < xs.Length; i++)
        {
            Variable<T> found = xs[i].Index <= last ? adjoints[xs[i].Index - first] : default;
            gradients[i] = found.IsDefault ? tape.Filled(T.Zero, xs[i].Shape.Lengths) : found;
        }

        return gradients;
    }

    private static void Pull<T>(
        Tape<T> tape, Recorder<T> recorder, int index, Variable<T> upstream, bool[] leads, Variable<T>[] adjoints, int first, bool isTangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int operand = 0; operand < tape.Node(index).OperandCount; operand++)
        {
            int input = tape.OperandsOf(index)[operand];
            if (input < first || !leads[input - first])
            {
                continue;
            }

            Variable<T> contribution = recorder.Contribution(tape, index, operand, upstream, isTangent);
            if (contribution.IsDefault)
            {
                continue;
            }

            if (!isTangent && tape.ChecksDerivatives)
            {
                Check(tape, index, operand, upstream, contribution, adjoints, first);
            }

            Shape shape = tape.Node(input).Shape;
            if (!contribution.Shape.Equals(shape))
            {
                // What broadcasting repeated is summed back; what it only reached with axes of length 1 is reshaped.
                Tape<T>.CheckContribution(contribution.Shape, shape, recorder);
                contribution = contribution.Apply(new SumTo(shape));
            }

            ref Variable<T> adjoint = ref adjoints[input - first];
            adjoint = adjoint.IsDefault ? contribution : adjoint + contribution;
        }
    }

    private static void Check<T>(
        Tape<T> tape, int index, int operand, Variable<T> upstream, Variable<T> contribution, Variable<T>[] adjoints, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ValueRange<T> above = ValueRange<T>.Of(upstream.Value.Span);
        ValueRange<T> made = ValueRange<T>.Of(contribution.Value.Span);
        if (above.IsFinite && !made.IsFinite && tape.HasFiniteOperands(index))
        {
            throw AnomalyReport.InGradient(
                tape, first + adjoints.Length - 1, index, operand, later => !adjoints[later - first].IsDefault, above, made);
        }
    }

    /// <summary>Which nodes from <paramref name="first"/> to <paramref name="last"/> the variables have an influence on.</summary>
    internal static bool[] LeadsTo<T>(Tape<T> tape, ReadOnlySpan<Variable<T>> xs, int first, int last, bool throughScratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var leads = new bool[last - first + 1];
        foreach (Variable<T> x in xs)
        {
            if (x.Index <= last)
            {
                leads[x.Index - first] = true;
            }
        }

        for (int index = first; index <= last; index++)
        {
            ref Node<T> node = ref tape.Node(index);
            if (throughScratch ? node.Recorder is null or { StopsGradient: true } : !node.RequiresGradient)
            {
                continue;
            }

            foreach (int input in tape.OperandsOf(index))
            {
                leads[index - first] |= input >= first && leads[input - first];
            }
        }

        return leads;
    }

    /// <summary>Refuses a result that depends on a leaf with a gradient, but was made while recording was off: a zero would be wrong.</summary>
    internal static void CheckRecorded<T>(Variable<T> y, string call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        var open = new Stack<int>([y.Index]);
        var seen = new HashSet<int>();
        while (open.TryPop(out int index))
        {
            ref Node<T> node = ref tape.Node(index);
            if (node.RequiresGradient || node.Recorder is not { StopsGradient: false } || !seen.Add(index))
            {
                continue;
            }

            foreach (int input in tape.OperandsOf(index))
            {
                if (tape.Node(input).RequiresGradient)
                {
                    throw new NoGradientException($"{call}: the result was computed while recording was off, so that nothing leads back from it; compute it outside of tape.StopRecording()");
                }

                open.Push(input);
            }
        }
    }

    internal static void CheckVariable<T>(Variable<T> x, Tape<T> tape, string call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x.CheckAlive();
        if (!ReferenceEquals(x.Tape, tape))
        {
            throw new TapeMismatchException(call);
        }

        if (!x.RequiresGradient)
        {
            throw new NoGradientException($"{call}: the derivative by a constant was asked for; make the variable with tape.Variable or tape.Watch, while recording is on and its parameter is not frozen");
        }
    }
}
