namespace AutoGrad.Sweeps;

/// <summary>
/// How up to three operands are walked to fill a broadcast result: axes that all operands traverse alike are merged, and
/// the innermost run becomes a block in which each operand is either contiguous or a single repeated element.
/// </summary>
internal ref struct BroadcastPlan
{
    private readonly Span<nint> lengths;
    private readonly Span<nint> strides;
    private readonly Span<nint> counter;
    private readonly int axes;

    /// <summary>The number of <see cref="nint"/> that the plan needs as storage.</summary>
    public const int Storage = 5 * Shape.MaxRank;

    public BroadcastPlan(ReadOnlySpan<nint> result, ReadOnlySpan<Shape> operands, Span<nint> storage)
    {
        lengths = storage[..Shape.MaxRank];
        counter = storage.Slice(Shape.MaxRank, Shape.MaxRank);
        strides = storage.Slice(2 * Shape.MaxRank, 3 * Shape.MaxRank);
        Span<nint> running = stackalloc nint[3];
        running.Fill(1);
        Span<nint> own = stackalloc nint[3];
        axes = 0;
        for (int fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            nint length = result[^fromEnd];
            if (length == 1)
            {
                continue;
            }

            bool merges = axes > 0;
            for (int k = 0; k < operands.Length; k++)
            {
                ReadOnlySpan<nint> operand = operands[k].Lengths;
                nint extent = fromEnd <= operand.Length ? operand[^fromEnd] : 1;
                own[k] = extent == 1 ? 0 : running[k];
                running[k] *= extent;
                merges &= axes > 0 && own[k] == strides[(3 * (axes - 1)) + k] * lengths[axes - 1];
            }

            if (merges)
            {
                lengths[axes - 1] *= length;
                continue;
            }

            own.CopyTo(strides[(3 * axes)..]);
            lengths[axes++] = length;
        }

        counter[..axes].Clear();
        Block = axes == 0 ? 1 : (int)lengths[0];
    }

    /// <summary>For each element of a broadcast result the one of an operand that it is made of.</summary>
    public static int[] Sources(Shape from, Shape to)
    {
        var sources = new int[to.Count];
        var index = new nint[to.Rank];
        int skipped = to.Rank - from.Rank;
        for (int i = 0; i < sources.Length; i++)
        {
            nint source = 0;
            for (int axis = 0; axis < from.Rank; axis++)
            {
                nint length = from.Lengths[axis];
                source = (source * length) + (length == 1 ? 0 : index[axis + skipped]);
            }

            sources[i] = (int)source;
            for (int axis = to.Rank - 1; axis >= 0 && ++index[axis] == to.Lengths[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return sources;
    }

    /// <summary>The length of the innermost run.</summary>
    public int Block { get; }

    /// <summary>Where the current block starts in each operand, and in the result.</summary>
    public nint A { get; private set; }

    /// <inheritdoc cref="A"/>
    public nint B { get; private set; }

    /// <inheritdoc cref="A"/>
    public nint C { get; private set; }

    /// <inheritdoc cref="A"/>
    public int Result { get; private set; }

    /// <summary>How many elements of an operand a block reads: the block's length, or 1 for a repeated element.</summary>
    public readonly int Extent(int operand) => axes == 0 || strides[operand] == 0 ? 1 : Block;

    /// <summary>Moves on to the next block; false after the last.</summary>
    public bool Next()
    {
        Result += Block;
        for (int axis = 1; axis < axes; axis++)
        {
            ReadOnlySpan<nint> step = strides.Slice(3 * axis, 3);
            A += step[0];
            B += step[1];
            C += step[2];
            if (++counter[axis] < lengths[axis])
            {
                return true;
            }

            counter[axis] = 0;
            A -= step[0] * lengths[axis];
            B -= step[1] * lengths[axis];
            C -= step[2] * lengths[axis];
        }

        return false;
    }
}
