using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Operations that rearrange, repeat, cut and join elements.</summary>
internal static class Shapes
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddAxisOrders(table);
        AddParts(table);
        table["reshape"] = call => call[0].Reshape(CaseRunner.Lengths(call.Attributes.Integers("shape")));
        table["flatten"] = call => call[0].Rank == 0
            ? call[0].Reshape(1)
            : call[0].Flatten(call.Attributes.Integer("start_axis"), call.Attributes.Integer("end_axis"));
        table["broadcast_to"] = call => call[0].BroadcastTo(CaseRunner.Lengths(call.Attributes.Integers("shape")));
        table["expand"] = Expand;
        table["squeeze"] = Squeeze;
        table["unsqueeze"] = call => call[0].ExpandAxes(call.Attributes.Integer("axis"));
        table["repeat"] = call => call[0].Tile(call.Attributes.Integers("repeats"));
        table["tile"] = call => call[0].Tile(call.Attributes.Integers("repeats"));
        table["repeat_interleave"] = call => AsVector(call[0]).Repeat(call.Attributes.Integer("repeats"), call.Axis("axis", call[0]));
        table["concat"] = Concatenate;
        table["stack"] = call => Variable<T>.Stack(call.Operands, call.Attributes.Integer("axis"));
        table["meshgrid_ij"] = Grid;
    }

    /// <summary>A scalar as a vector of one element, which libtorch takes it for where an axis is named.</summary>
    public static Variable<T> AsVector<T>(Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => x.Rank == 0 ? x.Reshape(1) : x;

    private static void AddAxisOrders<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["transpose"] = call => call[0].Rank == 0
            ? call[0]
            : call[0].Transpose(call.Attributes.Integer("dim0"), call.Attributes.Integer("dim1"));
        table["permute"] = call => call[0].Permute(call.Attributes.Integers("axes"));
        table["movedim"] = MoveAxes;
        table["flip"] = call => call[0].Rank == 0 ? call[0] : call[0].Flip(call.Attributes.Integers("axes"));
        table["roll"] = Roll;
    }

    private static void AddParts<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["slice"] = call => call[0].Slice(
            call.Attributes.Integer("axis"), Bound(call, "start"), Bound(call, "stop"), call.Attributes.IsNull("step") ? 1 : call.Attributes.Integer("step"));
        table["select"] = call => call[0].Select(call.Attributes.Integer("axis"), call.Attributes.Integer("index"));
        table["narrow"] = Narrow;
        table["split"] = call => call[0].Split(call.Attributes.Integers("sizes"), call.Attributes.Integer("axis"))[call.Attributes.Integer("part")];
        table["chunk"] = Chunk;
        table["unfold"] = Unfold;
        table["tril"] = call => call[0].LowerTriangle(Offset(call, "diagonal"));
        table["triu"] = call => call[0].UpperTriangle(Offset(call, "diagonal"));
        table["diagonal"] = call => call[0].Diagonal(Offset(call, "offset"), call.Attributes.Integer("axis1"), call.Attributes.Integer("axis2"));
        table["diag_embed"] = call => call[0].DiagonalEmbed(Offset(call, "offset"), call.Attributes.Integer("axis1"), call.Attributes.Integer("axis2"));
        table["pad"] = Padding.Apply;
    }

    private static int Offset<T>(Call<T> call, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.IsNull(name) ? 0 : call.Attributes.Integer(name);

    private static int? Bound<T>(Call<T> call, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.IsNull(name) ? null : call.Attributes.Integer(name);

    /// <summary>Broadcasting in which -1 keeps an axis as it is.</summary>
    private static Variable<T> Expand<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint[] lengths = CaseRunner.Lengths(call.Attributes.Integers("shape"));
        for (int fromEnd = 1; fromEnd <= Math.Min(lengths.Length, call[0].Rank); fromEnd++)
        {
            lengths[^fromEnd] = lengths[^fromEnd] == -1 ? call[0].Shape.Lengths[^fromEnd] : lengths[^fromEnd];
        }

        return call[0].BroadcastTo(lengths);
    }

    private static Variable<T> Squeeze<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (call.Attributes.IsNull("axis"))
        {
            return call[0].SqueezeAxes();
        }

        int axis = call.Axis("axis", call[0]);
        return call[0].Rank > 0 && call[0].Shape.Lengths[axis] == 1 ? call[0].SqueezeAxes(axis) : call[0];
    }

    private static Variable<T> Narrow<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = call.Axis("axis", call[0]);
        int start = call.Attributes.Integer("start");
        start += start < 0 ? (int)call[0].Shape.Lengths[axis] : 0;
        return call[0].Slice(axis, start, start + call.Attributes.Integer("length"));
    }

    private static Variable<T> Unfold<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        int axis = call.Axis("axis", x);
        int size = call.Attributes.Integer("size");
        int step = call.Attributes.Integer("step");
        if (x.Rank == 0)
        {
            return x.Reshape(1).Slice(0, 0, size);
        }

        if (size > 0)
        {
            return x.Unfold(axis, size, step);
        }

        // Windows of nothing, one before each element and one after the last.
        nint[] lengths = [.. x.Shape.Lengths, 0];
        lengths[axis] = (lengths[axis] / step) + 1;
        return x.Reshape(-1).Slice(0, 0, 0).Reshape(lengths);
    }

    /// <summary>Vectors of no element take part in any shape, as libtorch has it for old times' sake.</summary>
    private static Variable<T> Concatenate<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T>[] parts = call.Operands.ToArray();
        if (parts.Any(part => part.Rank != 1))
        {
            parts = [.. parts.Where(part => part.Rank != 1 || part.Shape.Count > 0)];
        }

        return parts.Length > 0
            ? Variable<T>.Concatenate(parts, call.Attributes.Integer("axis"))
            : throw new OracleFormatException("nothing to join");
    }

    /// <summary>One of the pieces into which an axis falls when each but the last has the length ⌈n / chunks⌉.</summary>
    private static Variable<T> Chunk<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = call.Axis("axis", call[0]);
        int length = (int)call[0].Shape.Lengths[axis];
        int chunks = call.Attributes.Integer("chunks");
        int size = (length + chunks - 1) / chunks;
        int part = call.Attributes.Integer("part");
        return call[0].Slice(axis, part * size, (part + 1) * size);
    }

    private static Variable<T> MoveAxes<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rank = call[0].Rank;
        if (rank == 0)
        {
            return call[0];
        }

        int[] sources = [.. call.Attributes.Integers("source").Select(axis => Call<T>.AxisOf(axis, rank))];
        int[] destinations = [.. call.Attributes.Integers("destination").Select(axis => Call<T>.AxisOf(axis, rank))];
        var rest = new Queue<int>(Enumerable.Range(0, rank).Except(sources));
        int[] order = [.. Enumerable.Range(0, rank).Select(axis =>
            Array.IndexOf(destinations, axis) is var moved and >= 0 ? sources[moved] : rest.Dequeue())];
        return call[0].Permute(order);
    }

    /// <summary>Along axes, or, without any, along the elements in row order.</summary>
    private static Variable<T> Roll<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] shifts = call.Attributes.Integers("shifts");
        int[] axes = call.Attributes.IntegersOrNull("axes") ?? [];
        Variable<T> y = call[0];
        if (axes.Length == 0)
        {
            return y.Reshape(-1).Roll(shifts[0], 0).Reshape(y.Shape.Lengths);
        }

        for (int i = 0; i < axes.Length && y.Rank > 0; i++)
        {
            y = y.Roll(shifts[i], axes[i]);
        }

        return y;
    }

    private static Variable<T> Grid<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int part = call.Attributes.IsNull("part") ? 0 : call.Attributes.Integer("part");
        nint[] lengths = [.. call.Operands.ToArray().Select(operand => (nint)operand.Shape.Count)];
        nint[] own = [.. lengths.Select((length, axis) => axis == part ? length : 1)];
        return call[part].Reshape(own).BroadcastTo(lengths);
    }
}
