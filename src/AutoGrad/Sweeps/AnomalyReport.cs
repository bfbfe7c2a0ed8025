using System.Numerics;
using System.Text;
using AutoGrad.Errors;

namespace AutoGrad.Sweeps;

/// <summary>Writes down how a number that is not finite came about.</summary>
internal static class AnomalyReport
{
    private const int LongestChain = 12;

    /// <summary>A value that is not finite, of operands that are.</summary>
    public static AnomalyException InValue<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        text.Append(Named(tape, index)).Append(" made ").Append(ValueRange<T>.Of(tape.Node(index).Value.Span)).Append(" out of finite numbers; recorded at ").Append(tape.SiteOf(index));
        Inputs(text, tape, index);
        return Finish(text, tape, index, isInSweep: false, Behind(tape, index));
    }

    /// <summary>A gradient that is not finite, of an upstream gradient that is.</summary>
    public static AnomalyException InGradient<T>(
        Tape<T> tape, int root, int index, int operand, Predicate<int> wasSwept, ValueRange<T> upstream, ValueRange<T> made)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        text.Append("the gradient of ").Append(Named(tape, index)).Append(" by operand ").Append(operand).Append(" made ").Append(made)
            .Append(" out of a finite upstream gradient; recorded at ").Append(tape.SiteOf(index));
        text.AppendLine().Append("  upstream gradient: ").Append(tape.Node(index).Shape).Append(", ").Append(upstream);
        Inputs(text, tape, index);
        return Finish(text, tape, index, isInSweep: true, Before(tape, root, index, wasSwept));
    }

    /// <summary>A tangent that is not finite, of tangents that are, which spoilt the result's.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="way">The records that it came through to the result, from the one that made it on.</param>
    /// <param name="made">What was made.</param>
    public static AnomalyException InTangent<T>(Tape<T> tape, List<int> way, ValueRange<T> made)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = way[0];
        var text = new StringBuilder();
        text.Append("the tangent of ").Append(Named(tape, index)).Append(" became ").Append(made).Append(" where those of its operands are finite; recorded at ").Append(tape.SiteOf(index));
        Inputs(text, tape, index);
        return Finish(text, tape, index, isInSweep: true, [.. way.Skip(1).Take(LongestChain).Select(later => Link(tape, later))]);
    }

    /// <summary>A hook that wrote what is not finite.</summary>
    public static AnomalyException InHook<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        text.Append("a hook on the gradient of ").Append(Named(tape, index)).Append(" wrote a NaN or an infinity in place of finite numbers");
        return Finish(text, tape, index, isInSweep: true, []);
    }

    private static AnomalyException Finish<T>(StringBuilder text, Tape<T> tape, int index, bool isInSweep, List<string> chain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (string link in chain)
        {
            text.AppendLine().Append("  from ").Append(link);
        }

        RecordSite site = tape.SiteOf(index);
        return new AnomalyException(text.ToString(), Operation(tape, index), isInSweep, site.File, site.Line, chain);
    }

    private static void Inputs<T>(StringBuilder text, Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> inputs = tape.OperandsOf(index);
        for (int operand = 0; operand < inputs.Length; operand++)
        {
            text.AppendLine().Append("  operand ").Append(operand).Append(": ").Append(Named(tape, inputs[operand])).Append(' ').Append(Range(tape, inputs[operand]));
        }
    }

    /// <summary>The records that a value was made by, nearest first: from each on to the operand that was recorded last.</summary>
    private static List<string> Behind<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var chain = new List<string>();
        while (chain.Count < LongestChain)
        {
            int next = -1;
            foreach (int input in tape.OperandsOf(index))
            {
                bool counts = tape.Node(input).Recorder is not null;
                next = counts && input > next ? input : next;
            }

            if (next < 0)
            {
                break;
            }

            chain.Add(Link(tape, next));
            index = next;
        }

        return chain;
    }

    /// <summary>The records that a gradient came through, nearest first, back to the result.</summary>
    private static List<string> Before<T>(Tape<T> tape, int root, int index, Predicate<int> wasSwept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var chain = new List<string>();
        for (int later = index + 1; later <= root && chain.Count < LongestChain; later++)
        {
            if (wasSwept(later) && tape.OperandsOf(later).Contains(index))
            {
                chain.Add(Link(tape, later));
                index = later;
            }
        }

        return chain;
    }

    private static string Link<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => $"{Named(tape, index)} {Range(tape, index)}, recorded at {tape.SiteOf(index)}";

    private static string Range<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Node<T> node = ref tape.Node(index);
        return (node.Flags & NodeFlags.Deferred) != 0 ? $"{node.Shape}" : $"{node.Shape}, {ValueRange<T>.Of(node.Value.Span)}";
    }

    private static string Operation<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref Node<T> node = ref tape.Node(index);
        return node.Recorder is { } recorder ? recorder.Describe(node.Operation) : tape.ParameterOf(index) is null ? "leaf" : "parameter";
    }

    private static string Named<T>(Tape<T> tape, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => tape.NameOf(index) is { } name ? $"{Operation(tape, index)} '{name}'" : Operation(tape, index);
}
