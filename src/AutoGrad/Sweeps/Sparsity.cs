using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Which elements of a variable each element of a result can depend on, found from the records between them.</summary>
/// <remarks>
/// <para>Elementwise operations pass sets of elements on, one by one. A linear operation that moves elements (a slice, a
/// permutation, a concatenation) is asked by evaluating it on numbers that tell the elements apart; one that adds them up (a
/// sum) by doing so with its vector-Jacobian product, which moves. What is neither counts as depending on everything its
/// operands depend on: that is never wrong, only less sparse.</para>
/// <para>Sets are shared, sorted arrays; null is the empty set.</para>
/// </remarks>
internal static class Sparsity
{
    public static int[]?[] Of<T>(Variable<T> y, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        int first = x.Index;
        var known = new int[]?[]?[Math.Max(0, y.Index - first) + 1];
        known[0] = [.. Enumerable.Range(0, x.Shape.Count).Select(i => (int[])[i])];
        bool[] leads = RecordedSweep.LeadsTo(tape, [x], first, Math.Max(first, y.Index), throughScratch: false);
        for (int index = first + 1; index <= y.Index; index++)
        {
            if (leads[index - first])
            {
                known[index - first] = OfNode(tape, index, known, first);
            }
        }

        return (y.Index >= first ? known[y.Index - first] : null) ?? new int[]?[y.Shape.Count];
    }

    private static int[]?[] OfNode<T>(Tape<T> tape, int index, int[]?[]?[] known, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Recorder<T> recorder = tape.Node(index).Recorder!;
        Shape shape = tape.Node(index).Shape;
        int[] inputs = tape.OperandsOf(index).ToArray();
        var result = new int[]?[shape.Count];
        for (int operand = 0; operand < inputs.Length; operand++)
        {
            if (inputs[operand] < first || known[inputs[operand] - first] is not { } sets)
            {
                continue;
            }

            if (recorder.IsElementwise)
            {
                Broadcast(sets, tape.Node(inputs[operand]).Shape, shape, result);
            }
            else if (!(recorder.Info.Linearity == Linearity.Linear
                && (Moved(tape, recorder, index, operand, inputs, sets, result) || Added(tape, recorder, index, operand, sets, result))))
            {
                int[]? all = null;
                foreach (int[]? set in sets)
                {
                    all = Union(all, set);
                }

                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = Union(result[i], all);
                }
            }
        }

        return result;
    }

    private static void Broadcast(int[]?[] sets, Shape from, Shape to, int[]?[] result)
    {
        if (from.Count == to.Count)
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = Union(result[i], sets[i]);
            }

            return;
        }

        int[] sources = BroadcastPlan.Sources(from, to);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Union(result[i], sets[sources[i]]);
        }
    }

    /// <summary>Whether each result is at most one element of the operand, times a factor; if so, adds what those depend on.</summary>
    private static bool Moved<T>(Tape<T> tape, Recorder<T> recorder, int index, int operand, int[] inputs, int[]?[] sets, int[]?[] result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Apply(T[] values)
        {
            Scratch mark = tape.BeginScratch();
            try
            {
                var tangents = new Variable<T>[inputs.Length];
                tangents[operand] = tape.Constant(values, tape.Node(inputs[operand]).Shape.Lengths);
                var tangent = new T[result.Length];
                tape.EvaluateInto(recorder.Tangent(tape, index, tangents), tape.Node(index).Shape, tangent, accumulate: false);
                return tangent;
            }
            finally
            {
                tape.EndScratch(mark);
            }
        }

        if (Sources<T>(Apply, sets.Length) is not { } sources)
        {
            return false;
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] = sources[i] < 0 ? result[i] : Union(result[i], sets[sources[i]]);
        }

        return true;
    }

    /// <summary>Whether each element of the operand adds to at most one result; if so, adds what it depends on there.</summary>
    private static bool Added<T>(Tape<T> tape, Recorder<T> recorder, int index, int operand, int[]?[] sets, int[]?[] result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Apply(T[] values)
        {
            Scratch mark = tape.BeginScratch();
            try
            {
                Variable<T> upstream = tape.Constant(values, tape.Node(index).Shape.Lengths);
                var gradient = new T[sets.Length];
                tape.EvaluateInto(
                    recorder.Contribution(tape, index, operand, upstream, isTangent: false), tape.Node(tape.OperandsOf(index)[operand]).Shape, gradient, accumulate: false);
                return gradient;
            }
            finally
            {
                tape.EndScratch(mark);
            }
        }

        if (Sources<T>(Apply, result.Length) is not { } targets)
        {
            return false;
        }

        // Collected first and sorted once: a sum over everything would otherwise unite sets n times.
        var collected = new List<int>?[result.Length];
        for (int i = 0; i < sets.Length; i++)
        {
            if (targets[i] >= 0 && sets[i] is { } set)
            {
                (collected[targets[i]] ??= []).AddRange(set);
            }
        }

        for (int i = 0; i < result.Length; i++)
        {
            if (collected[i] is { } members)
            {
                result[i] = Union(result[i], [.. members.Distinct().Order()]);
            }
        }

        return true;
    }

    /// <summary>For each result of a linear map the one element that it is a multiple of, -1 for none; null where there may be more.</summary>
    /// <remarks>
    /// Of the images of (1, 1, ...), (1, 2, ..., n) and random numbers: where a row has one entry c at j, they are c, c (j + 1) and
    /// c r_j. A row with several entries would have to satisfy that by chance.
    /// </remarks>
    private static int[]? Sources<T>(Func<T[], T[]> map, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        T[] probe = [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(1 + random.NextDouble()))];
        T[] ones = map([.. Enumerable.Repeat(T.One, count)]);
        T[] numbers = map([.. Enumerable.Range(1, count).Select(i => T.CreateTruncating(i))]);
        T[] images = map(probe);
        T close = T.CreateTruncating(typeof(T) == typeof(float) ? 1e-5 : 1e-13);
        var sources = new int[ones.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = -1;
            if (ones[i] == T.Zero && images[i] == T.Zero)
            {
                continue;
            }

            double place = double.CreateTruncating(numbers[i] / ones[i]) - 1;
            int source = place >= -0.5 && place < count - 0.5 ? (int)Math.Round(place) : -1;
            if (source < 0 || T.Abs(images[i] - (ones[i] * probe[source])) > close * T.Abs(images[i]))
            {
                return null;
            }

            sources[i] = source;
        }

        return sources;
    }

    private static int[]? Union(int[]? a, int[]? b)
    {
        if (a is null || ReferenceEquals(a, b))
        {
            return b;
        }

        if (b is null)
        {
            return a;
        }

        var union = new List<int>(a.Length + b.Length);
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            int next = Math.Min(a[i], b[j]);
            union.Add(next);
            i += a[i] == next ? 1 : 0;
            j += b[j] == next ? 1 : 0;
        }

        union.AddRange(a.AsSpan(i));
        union.AddRange(b.AsSpan(j));
        return union.Count == a.Length ? a : union.Count == b.Length ? b : [.. union];
    }
}
