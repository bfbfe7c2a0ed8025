using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Losses;

/// <content>Sequences whose alignment is unknown.</content>
public static partial class Loss
{
    /// <summary>
    /// Connectionist temporal classification (CTC): -log of the probability, summed over all alignments, that log-probabilities over time
    /// spell the labels, with any number of blanks between them and repetitions of each.
    /// </summary>
    /// <param name="logProbabilities">(T, N, C): steps, sequences, classes; a <c>LogSoftmax()</c> of scores.</param>
    /// <param name="labels">Classes without blanks, (N, S) row by row; what lies behind a sequence's length is not read.</param>
    /// <param name="steps">How many steps each sequence has, at most T.</param>
    /// <param name="lengths">How many labels each sequence has, at most S.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="infinityIsZero">Whether a sequence that is too short for its labels counts as 0, and not as infinity.</param>
    /// <param name="reduction">The mean unless given: of each sequence's loss divided by its number of labels.</param>
    /// <remarks>The recursion forward in time is recorded as an expression of some eight records a step. Source: Graves et al. 2006.</remarks>
    /// <exception cref="ShapeException">Shapes or lengths do not fit, or a label is no class or the blank.</exception>
    public static Variable<T> ConnectionistTemporal<T>(
        Variable<T> logProbabilities,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int> steps,
        ReadOnlySpan<int> lengths,
        int blank = 0,
        bool infinityIsZero = false,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = logProbabilities.Shape;
        CheckSequences(shape, labels, steps, lengths, blank);
        (int time, int count, int classes) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        int longest = labels.Length / count;
        int states = (2 * longest) + 1;

        // State 2 k is the blank before label k, state 2 k + 1 that label. A step stays, goes on by one, or by two past a blank between
        // labels that differ. Improbable beyond all doubt is a finite number, which keeps infinities out of the gradients.
        const double Never = -1e30;
        var places = new int[time * count * states];
        var start = new T[count * states];
        var skips = new T[count * states];
        for (int n = 0; n < count; n++)
        {
            for (int s = 0; s < states; s++)
            {
                int label = s % 2 == 0 || s / 2 >= lengths[n] ? blank : labels[(n * longest) + (s / 2)];
                bool maySkip = s % 2 == 1 && s > 1 && s / 2 < lengths[n] && label != labels[(n * longest) + (s / 2) - 1];
                start[(n * states) + s] = s < 2 ? T.Zero : Number<T>(Never);
                skips[(n * states) + s] = maySkip ? T.Zero : Number<T>(Never);
                for (int t = 0; t < time; t++)
                {
                    places[(((t * count) + n) * states) + s] = (((t * count) + n) * classes) + label;
                }
            }
        }

        Tape<T> tape = logProbabilities.Tape;
        Variable<T> emitted = logProbabilities.Reshape(shape.Count).IndexSelect(0, places).Reshape(time, count, states);
        Variable<T> skip = tape.Constant(skips, count, states);
        Variable<T> reached = tape.Constant(start, count, states) + emitted.Select(0, 0);
        for (int t = 1; t < time; t++)
        {
            Variable<T> next = Variable<T>.Stack([reached, Later(reached, 1), Later(reached, 2) + skip]).LogSumExp(0) + emitted.Select(0, t);
            T[] isOver = new T[count];
            for (int n = 0; n < count; n++)
            {
                isOver[n] = t < steps[n] ? T.Zero : T.One;
            }

            reached = isOver.Contains(T.One) ? tape.Constant(isOver, count, 1).Where(reached, next) : next;
        }

        var ends = new int[2 * count];
        var factors = new T[count];
        for (int n = 0; n < count; n++)
        {
            ends[2 * n] = (n * states) + (2 * lengths[n]);
            ends[(2 * n) + 1] = lengths[n] == 0 ? ends[2 * n] : ends[2 * n] - 1;
            factors[n] = Number<T>(1.0 / (Math.Max(1, lengths[n]) * (double)count));
        }

        // A sequence without labels has one end, which is counted twice.
        Variable<T> last = reached.Reshape(count * states).IndexSelect(0, ends).Reshape(count, 2).LogSumExp(1);
        T[] twice = [.. lengths.ToArray().Select(length => Number<T>(length == 0 ? Math.Log(2) : 0))];
        Variable<T> each = tape.Constant(twice) - last;
        each = (each > Number<T>(-Never / 2)).Where(infinityIsZero ? T.Zero : T.PositiveInfinity, each);
        return reduction == Reduction.Mean ? (each * tape.Constant(factors)).Sum() : Reduced(each, reduction);

        Variable<T> Later(Variable<T> x, int by) => by < states
            ? x.Slice(1, 0, states - by).Pad([(0, 0), (by, 0)], Never)
            : tape.Filled(Number<T>(Never), count, states);
    }

    private static void CheckSequences(Shape shape, ReadOnlySpan<int> labels, ReadOnlySpan<int> steps, ReadOnlySpan<int> lengths, int blank)
    {
        const string Name = nameof(ConnectionistTemporal);
        if (shape.Rank != 3 || shape.Count == 0)
        {
            throw new ShapeException($"{Name}: the log-probabilities have shape {shape}, but must be (T, N, C), none of them 0");
        }

        (int time, int count, int classes) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        if (labels.Length % count != 0 || steps.Length != count || lengths.Length != count)
        {
            throw new ShapeException(
                $"{Name}: {labels.Length} labels, {steps.Length} numbers of steps and {lengths.Length} lengths for {count} sequences of {shape}; labels must be (N, S), the others (N)");
        }

        if ((uint)blank >= (uint)classes)
        {
            throw new ShapeException($"{Name}: the blank {blank} is no class of {shape}");
        }

        int longest = labels.Length / count;
        for (int n = 0; n < count; n++)
        {
            if (steps[n] < 1 || steps[n] > time || lengths[n] < 0 || lengths[n] > longest)
            {
                throw new ShapeException(
                    $"{Name}: sequence {n} has {steps[n]} steps and {lengths[n]} labels; they must be from 1 to {time} and from 0 to {longest}");
            }

            for (int i = 0; i < lengths[n]; i++)
            {
                int label = labels[(n * longest) + i];
                if ((uint)label >= (uint)classes || label == blank)
                {
                    throw new ShapeException($"{Name}: label {label} at ({n}, {i}) must be from 0 to {classes - 1}, and not the blank {blank}");
                }
            }
        }
    }
}
