using AutoGrad.Errors;

namespace AutoGrad.Operations;

/// <summary>The text of an einsum, read against its operands: which axis bears which label, and how long each label is.</summary>
/// <remarks>
/// Labels are numbers: 0 to 25 for A to Z, 26 to 51 for a to z, so that numerical order is alphabetical as in NumPy, and from 52 on the
/// axes of the ellipsis, counted from its last one, so that ellipses of different rank line up as broadcasting asks.
/// </remarks>
internal ref struct EinsumEquation
{
    private const int FirstOfEllipsis = 52;

    private readonly ReadOnlySpan<char> text;
    private readonly Span<nint> lengths;
    private int ellipsisRank;
    private UInt128 once;
    private UInt128 seen;

    /// <summary>Starts reading an equation.</summary>
    /// <param name="text">The equation; spaces count for nothing.</param>
    /// <param name="lengths">Memory for the length of each label.</param>
    public EinsumEquation(ReadOnlySpan<char> text, Span<nint> lengths)
    {
        this.text = text;
        this.lengths = lengths;
        lengths.Fill(1);
        int arrow = text.IndexOf("->");
        HasOutput = arrow >= 0;
        Inputs = HasOutput ? text[..arrow] : text;
        Output = HasOutput ? text[(arrow + 2)..] : [];
    }

    /// <summary>Whether the equation has an arrow.</summary>
    public bool HasOutput { get; }

    /// <summary>What stands before the arrow.</summary>
    public ReadOnlySpan<char> Inputs { get; }

    /// <summary>What stands behind the arrow.</summary>
    public ReadOnlySpan<char> Output { get; }

    /// <summary>The number of operands that the equation speaks of.</summary>
    public readonly int Operands => Inputs.Count(',') + 1;

    /// <summary>The part of the equation that speaks of one operand.</summary>
    public readonly ReadOnlySpan<char> this[int operand]
    {
        get
        {
            ReadOnlySpan<char> rest = Inputs;
            for (; operand > 0; operand--)
            {
                rest = rest[(rest.IndexOf(',') + 1)..];
            }

            int end = rest.IndexOf(',');
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <summary>The length of a label: that of all axes that bear it, but for axes of length 1, which broadcast.</summary>
    public readonly nint LengthOf(byte label) => lengths[label];

    /// <summary>Labels the axes of one operand and compares their lengths with those met before.</summary>
    /// <returns>The number of labels, which is the rank.</returns>
    public int Read(int operand, Shape shape, scoped Span<byte> labels)
    {
        int letters = CountLetters(this[operand], out bool hasEllipsis);
        int covered = shape.Rank - letters;
        if (covered < 0 || (covered > 0 && !hasEllipsis))
        {
            throw Error($"operand {operand} of shape {shape} has {shape.Rank} {(shape.Rank == 1 ? "axis" : "axes")}, but is written with {letters} {(letters == 1 ? "label" : "labels")}");
        }

        ellipsisRank = Math.Max(ellipsisRank, covered);
        int count = Expand(this[operand], covered, labels);
        UInt128 here = 0;
        for (int axis = 0; axis < count; axis++)
        {
            byte label = labels[axis];
            nint length = shape.Lengths[axis];
            UInt128 bit = UInt128.One << label;
            if ((here & bit) != 0 && shape.Lengths[labels[..axis].IndexOf(label)] != length)
            {
                throw Error($"label {Name(label)} stands twice at operand {operand} of shape {shape}, for lengths {shape.Lengths[labels[..axis].IndexOf(label)]} and {length}");
            }

            if (lengths[label] != length && lengths[label] != 1 && length != 1)
            {
                throw Error($"label {Name(label)} has length {length} at operand {operand} of shape {shape}, but length {lengths[label]} before");
            }

            lengths[label] = lengths[label] == 1 ? length : lengths[label];
            once = (seen & bit) == 0 ? once | bit : once & ~bit;
            seen |= bit;
            here |= bit;
        }

        return count;
    }

    /// <summary>The labels of the result, after all operands were read: those behind the arrow, or the ellipsis and then, in order, the letters that occur once.</summary>
    public readonly int ReadOutput(scoped Span<byte> labels)
    {
        if (!HasOutput)
        {
            int implied = Expand("...", ellipsisRank, labels);
            for (byte label = 0; label < FirstOfEllipsis; label++)
            {
                if ((once >> label & 1) != 0)
                {
                    labels[Room(implied++)] = label;
                }
            }

            return implied;
        }

        CountLetters(Output, out _);
        int count = Expand(Output, ellipsisRank, labels);
        for (int i = 0; i < count; i++)
        {
            if ((seen >> labels[i] & 1) == 0)
            {
                throw Error($"label {Name(labels[i])} of the result stands at no operand");
            }

            if (labels[..i].Contains(labels[i]))
            {
                throw Error($"label {Name(labels[i])} stands twice in the result");
            }
        }

        return count;
    }

    /// <summary>The error for an equation that cannot be followed.</summary>
    public readonly ShapeException Error(string reason) => new($"einsum \"{text}\": {reason}");

    private static string Name(byte label) => label switch
    {
        < 26 => $"'{(char)('A' + label)}'",
        < FirstOfEllipsis => $"'{(char)('a' + label - 26)}'",
        _ => $"'...' (its axis {FirstOfEllipsis - 1 - label})",
    };

    private readonly int CountLetters(ReadOnlySpan<char> part, out bool hasEllipsis)
    {
        int letters = 0;
        hasEllipsis = false;
        for (int i = 0; i < part.Length; i++)
        {
            if (char.IsAsciiLetter(part[i]))
            {
                letters++;
            }
            else if (part[i..].StartsWith("...") && !hasEllipsis)
            {
                hasEllipsis = true;
                i += 2;
            }
            else if (part[i] != ' ')
            {
                throw Error(part[i] == '.'
                    ? $"\"{part}\": dots stand for axes in threes, and at most once"
                    : $"'{part[i]}' is no label; labels are the letters a to z and A to Z");
            }
        }

        return letters;
    }

    private readonly int Expand(ReadOnlySpan<char> part, int covered, scoped Span<byte> labels)
    {
        int count = 0;
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '.')
            {
                for (int fromEnd = covered - 1; fromEnd >= 0; fromEnd--)
                {
                    labels[Room(count++)] = (byte)(FirstOfEllipsis + fromEnd);
                }

                i += 2;
            }
            else if (part[i] != ' ')
            {
                labels[Room(count++)] = (byte)(char.IsAsciiLetterUpper(part[i]) ? part[i] - 'A' : part[i] - 'a' + 26);
            }
        }

        return count;
    }

    private readonly int Room(int place) => place < Shape.MaxRank
        ? place
        : throw Error($"the largest rank is {Shape.MaxRank}");
}
