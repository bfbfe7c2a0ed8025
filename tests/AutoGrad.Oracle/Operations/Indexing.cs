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
        table["take_along_axis"] = Gather;
        table["scatter"] = call => Combine(call, scale: 1, (x, axis, places, source) => x.Scatter(axis, places, source));
        table["scatter_add"] = call => Combine(call, scale: 1, (x, axis, places, source) => x.ScatterAdd(axis, places, source));
        table["index_add"] = call => Combine(
            call, call.Attributes.NumberOrNull("alpha") ?? 1, (x, axis, places, source) => x.IndexAdd(axis, places, source));
        table["index_get"] = call => call[0].TakePairs(call.Indices(1, call[0].Shape[0]), call.Indices(2, call[0].Shape[1]))
            .Reshape(CaseRunner.Lengths(call.ShapeOfIndices(1)));
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

    /// <summary>Elements of a matrix, set or added to by row and column.</summary>
    private static Variable<T> PutPairs<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        int columns = (int)x.Shape[1];
        int[] places = [.. call.Indices(1, x.Shape[0]).Zip(call.Indices(2, columns), (row, column) => (row * columns) + column)];
        Variable<T> values = call[3].BroadcastTo(CaseRunner.Lengths(call.ShapeOfIndices(1))).Reshape(-1);
        Variable<T> flat = x.Reshape(-1);
        return (call.Attributes.Truth("accumulate") ? flat.ScatterAdd(0, places, values) : flat.Scatter(0, places, values)).Reshape(x.Shape.Lengths);
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
