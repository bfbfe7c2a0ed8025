using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Operations with positions or masks.</summary>
internal static class Indexing
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["index_select"] = call => LikeScalar(
            Shapes.AsVector(call[0]).IndexSelect(call.Axis("axis", call[0]), Places(call, 1)), call[0]);
        table["gather"] = Gather;
        table["take_along_axis"] = TakeAlongAxis;
        table["scatter"] = call => Combine(call, scale: 1, (x, axis, places, source) => x.Scatter(axis, places, source));
        table["scatter_add"] = call => Combine(call, scale: 1, (x, axis, places, source) => x.ScatterAdd(axis, places, source));
        table["index_add"] = call => Combine(
            call, call.Attributes.NumberOrNull("alpha") ?? 1, (x, axis, places, source) => x.IndexAdd(axis, places, source));
        table["index_get"] = TakePairs;
        table["index_put"] = PutPairs;
        table["masked_fill"] = call => call[0].MaskedFill(call[1], call.Number("value"));
        table["masked_select"] = SelectMasked;
        table["embedding"] = call => call[0]
            .Embedding(call.Indices(1, call[0].Shape[0]), default, call.Attributes.IsNull("padding_idx") ? null : call.Attributes.Integer("padding_idx"))
            .Reshape([.. CaseRunner.Lengths(call.ShapeOfIndices(1)), .. call[0].Shape.Lengths[1..]]);
    }

    /// <summary>Indices along the case's axis of the first operand.</summary>
    private static int[] Places<T>(Call<T> call, int input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Indices(input, Shapes.AsVector(call[0]).Shape.Lengths[call.Axis("axis", call[0])]);

    /// <summary>A result in the form of a scalar where the operand was one.</summary>
    private static Variable<T> LikeScalar<T>(Variable<T> result, Variable<T> operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => operand.Rank == 0 && result.Shape.Count == 1 ? result.Reshape() : result;

    private static Variable<T> Gather<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] shape = call.ShapeOfIndices(1);
        nint[] lengths = shape.Length == 0 ? [1] : CaseRunner.Lengths(shape);
        return Shapes.AsVector(call[0]).Gather(call.Axis("axis", call[0]), Places(call, 1), lengths).Reshape(CaseRunner.Lengths(shape));
    }

    private static Variable<T> Combine<T>(Call<T> call, double scale, Func<Variable<T>, int, int[], Variable<T>, Variable<T>> operation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> source = Shapes.AsVector(call[2]);
        source = scale == 1 ? source : source * T.CreateTruncating(scale);
        return LikeScalar(operation(Shapes.AsVector(call[0]), call.Axis("axis", call[0]), Places(call, 1), source), call[0]);
    }

    /// <summary>A gather before which the operand and the positions broadcast, but for the axis.</summary>
    private static Variable<T> TakeAlongAxis<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = Shapes.AsVector(call[0]);
        int axis = call.Axis("axis", call[0]);
        nint[] lengths = call.ShapeOfIndices(1) is { Length: > 0 } shape ? CaseRunner.Lengths(shape) : [1];
        Variable<T> places = call.Tape.Constant([.. Places(call, 1).Select(T.CreateTruncating)], lengths);
        nint[] ofX = x.Shape.Lengths.ToArray();
        nint[] common = [.. ofX.Zip(lengths, (length, other) => length == 1 ? other : length)];
        (ofX, common[axis]) = ([.. common], lengths[axis]);
        ofX[axis] = x.Shape.Lengths[axis];
        int[] indices = [.. places.BroadcastTo(common).Value.ToArray().Select(int.CreateTruncating)];
        return LikeScalar(x.BroadcastTo(ofX).Gather(axis, indices, common), call[0]);
    }

    /// <summary>The parts of a tensor that rows and columns, its first two axes, name.</summary>
    private static Variable<T> TakePairs<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        (int[] places, nint[] lengths) = Pairs(call);
        Variable<T> taken = x.Rank == 2 && lengths.Length == 1
            ? x.TakePairs([.. places.Select(place => place / (int)x.Shape[1])], [.. places.Select(place => place % (int)x.Shape[1])])
            : x.Flatten(0, 1).IndexSelect(0, places);
        return taken.Reshape([.. lengths, .. x.Shape.Lengths[2..]]);
    }

    /// <summary>Parts of a tensor, set or added to by row and column.</summary>
    private static Variable<T> PutPairs<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        (int[] places, nint[] lengths) = Pairs(call);
        nint[] rest = x.Shape.Lengths[2..].ToArray();
        int inner = Shape.Create(rest).Count;
        Variable<T> values = call[3].BroadcastTo([.. lengths, .. rest]).Reshape(places.Length, inner);
        Variable<T> rows = x.Reshape(x.Shape[0] * x.Shape[1], inner);
        Variable<T> y = call.Attributes.Truth("accumulate")
            ? rows.IndexAdd(0, places, values)
            : rows.Scatter(0, [.. places.SelectMany(place => Enumerable.Repeat(place, inner))], values);
        return y.Reshape(x.Shape.Lengths);
    }

    /// <summary>The broadcast positions of two axes as positions along both in one.</summary>
    private static (int[] Places, nint[] Lengths) Pairs<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = call[0].Shape;
        Variable<T> rows = call.Tape.Constant(
            [.. call.Indices(1, shape[0]).Select(T.CreateTruncating)], CaseRunner.Lengths(call.ShapeOfIndices(1)));
        Variable<T> columns = call.Tape.Constant(
            [.. call.Indices(2, shape[1]).Select(T.CreateTruncating)], CaseRunner.Lengths(call.ShapeOfIndices(2)));
        Variable<T> places = (rows * T.CreateTruncating((int)shape[1])) + columns;
        return ([.. places.Value.ToArray().Select(int.CreateTruncating)], places.Shape.Lengths.ToArray());
    }

    private static Variable<T> SelectMasked<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The sum is used for the shape that both broadcast to; its value is not read.
        ReadOnlySpan<nint> lengths = (call[0] + call[1]).Shape.Lengths;
        T[] mask = call[1].BroadcastTo(lengths).Value.ToArray();
        return call[0].BroadcastTo(lengths).Reshape(-1)
            .IndexSelect(0, [.. Enumerable.Range(0, mask.Length).Where(place => mask[place] != T.Zero)]);
    }
}
