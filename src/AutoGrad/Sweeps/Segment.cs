using System.Numerics;
using System.Runtime.InteropServices;
using AutoGrad.Errors;

namespace AutoGrad.Sweeps;

/// <summary>One use of a checkpointed function: the function, and what it was applied to. Used again after a reset.</summary>
internal sealed class Segment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Delegate function = null!;
    private Variable<T>[] arguments = [];
    private int inputs;

    // The graph of the function on the outer tape, once a derivative was asked for as a variable.
    private Variable<T> again;
    private Variable<T>[] standInsAgain = [];
    private Variable<T>[] gradients = [];
    private Variable<T> upstreamOfGradients;

    /// <summary>The nodes of the outer tape that the function depends on: its arguments, then the parameters.</summary>
    public List<int> Operands { get; } = [];

    public List<Parameter<T>> Parameters { get; } = [];

    /// <summary>What stands for the operands in the latest run.</summary>
    public List<Variable<T>> StandIns { get; } = [];

    public void Start(Delegate f, ReadOnlySpan<Variable<T>> xs)
    {
        function = f;
        inputs = xs.Length;
        if (arguments.Length != inputs)
        {
            arguments = new Variable<T>[inputs];
        }

        again = default;
        upstreamOfGradients = default;
        Parameters.Clear();
        Operands.Clear();
        foreach (Variable<T> x in xs)
        {
            Operands.Add(x.Index);
        }
    }

    /// <summary>Computes the function on an inner tape.</summary>
    public Variable<T> Run(Tape<T> inner)
    {
        StandIns.Clear();
        for (int k = 0; k < Operands.Count; k++)
        {
            StandIns.Add(inner.LeafOfOuter(Operands[k]));
            if (k >= inputs)
            {
                inner.Substitute(Parameters[k - inputs], StandIns[k].Index);
            }
        }

        Variable<T> y = Call(CollectionsMarshal.AsSpan(StandIns));
        return y.IsAliveOn(inner) ? y : throw new TapeMismatchException("checkpoint, result");
    }

    /// <summary>The gradients by all operands as variables of the outer tape, <c>default</c> for none.</summary>
    public Variable<T>[] GradientsOn(Tape<T> tape, int node, Variable<T> upstream)
    {
        Variable<T> y = Again(tape, node);
        if (!upstreamOfGradients.IsDefault && upstreamOfGradients.IsAliveOn(tape) && upstreamOfGradients.Index == upstream.Index)
        {
            return gradients;
        }

        Variable<T>[] asked = [.. standInsAgain.Where(x => x.RequiresGradient)];
        Variable<T>[] found = y.RequiresGradient ? RecordedSweep.Run("Gradient", y, upstream, asked) : new Variable<T>[asked.Length];
        gradients = new Variable<T>[standInsAgain.Length];
        int next = 0;
        for (int k = 0; k < gradients.Length; k++)
        {
            gradients[k] = standInsAgain[k].RequiresGradient ? found[next++] : default;
        }

        upstreamOfGradients = upstream;
        return gradients;
    }

    /// <summary>The tangent as a variable of the outer tape; <c>default</c> for zero.</summary>
    public Variable<T> TangentOn(Tape<T> tape, int node, ReadOnlySpan<Variable<T>> tangents)
    {
        Variable<T> y = Again(tape, node);
        var moving = new List<Variable<T>>();
        var along = new List<Variable<T>>();
        for (int k = 0; k < tangents.Length; k++)
        {
            if (!tangents[k].IsDefault && standInsAgain[k].RequiresGradient)
            {
                moving.Add(standInsAgain[k]);
                along.Add(tangents[k]);
            }
        }

        return moving.Count == 0 ? default : ForwardSweep.Record(y, moving.ToArray(), along.ToArray());
    }

    /// <summary>
    /// The function recorded on the outer tape, of variables of its own: a sweep from there to those does not mistake what the
    /// operands depend on for a part of the function.
    /// </summary>
    private Variable<T> Again(Tape<T> tape, int node)
    {
        if (!again.IsDefault && again.IsAliveOn(tape))
        {
            return again;
        }

        int recording = tape.ForceRecording();
        Span<int> before = stackalloc int[Parameters.Count];
        int substituted = 0;
        try
        {
            standInsAgain = new Variable<T>[Operands.Count];
            for (int k = 0; k < Operands.Count; k++)
            {
                Variable<T> operand = tape.VariableAt(Operands[k]);
                standInsAgain[k] = operand.Apply(new Operations.Reshape(operand.Shape));
                if (k >= inputs)
                {
                    before[substituted] = tape.Substitute(Parameters[k - inputs], standInsAgain[k].Index);
                    substituted++;
                }
            }

            Variable<T> y = Call(standInsAgain);
            if (!y.IsAliveOn(tape))
            {
                throw new TapeMismatchException("checkpoint, result");
            }

            RequireSame(tape.ValueOf(y.Index), tape.ValueOf(node));
            again = y;
            return again;
        }
        finally
        {
            for (int p = 0; p < substituted; p++)
            {
                tape.Substitute(Parameters[p], before[p]);
            }

            tape.RestoreRecording(recording);
        }
    }

    /// <summary>Refuses a function that gave another value when it was computed again.</summary>
    public static void RequireSame(ReadOnlySpan<T> now, ReadOnlySpan<T> before)
    {
        if (!MemoryMarshal.AsBytes(now).SequenceEqual(MemoryMarshal.AsBytes(before)))
        {
            throw new CheckpointException(
                "checkpoint: the function gave another value when it was computed again; draw its random numbers before, and let it change nothing that it depends on, as a loop's variable that it captures");
        }
    }

    private Variable<T> Call(ReadOnlySpan<Variable<T>> standIns)
    {
        standIns[..inputs].CopyTo(arguments);

        return function switch
        {
            Func<Variable<T>, Variable<T>> f => f(arguments[0]),
            Func<Variable<T>, Variable<T>, Variable<T>> f => f(arguments[0], arguments[1]),
            _ => ((Func<Variable<T>[], Variable<T>>)function)(arguments),
        };
    }
}
