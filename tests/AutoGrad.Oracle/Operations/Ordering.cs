using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Operations that pick elements by their order: the places are found here, and the library gathers them.</summary>
/// <remarks>NaN counts as the largest number; equal numbers keep their order.</remarks>
internal static class Ordering
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["sort"] = call => Sorted(call, descending: call.Attributes.Truth("descending"), count: null);
        table["topk"] = call => Sorted(call, descending: call.Attributes.Truth("largest"), count: call.Attributes.Integer("k"));
        table["median"] = Median;
        table["cummax"] = CumulativeMax;
    }

    private static Variable<T> Sorted<T>(Call<T> call, bool descending, int? count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Pick(call, line =>
        {
            IEnumerable<int> places = Enumerable.Range(0, line.Length);
            places = descending
                ? places.OrderByDescending(place => line[place], Comparer<T>.Create(Order))
                : places.OrderBy(place => line[place], Comparer<T>.Create(Order));
            return [.. places.Take(count ?? line.Length)];
        });

    /// <summary>The running maximum; an equal later element takes over, and so does a later NaN from an earlier one.</summary>
    private static Variable<T> CumulativeMax<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Pick(call, line =>
        {
            var places = new int[line.Length];
            int found = 0;
            for (int place = 0; place < line.Length; place++)
            {
                found = Order(line[place], line[found]) >= 0 ? place : found;
                places[place] = found;
            }

            return places;
        });

    /// <summary>The lower of the two middle elements; elements equal to it share the gradient.</summary>
    private static Variable<T> Median<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!call.Attributes.IsNull("axis"))
        {
            throw new NotSupportedException("along an axis");
        }

        Variable<T> x = call[0].Reshape(-1);
        if (x.Shape.Count == 0)
        {
            return x.Sum() + T.NaN;
        }

        T[] line = x.Value.ToArray();
        int[] places = [.. Enumerable.Range(0, line.Length).OrderBy(place => line[place], Comparer<T>.Create(Order))];
        T middle = T.IsNaN(line[places[^1]]) ? T.NaN : line[places[(line.Length - 1) / 2]];
        return x.IndexSelect(0, [.. Enumerable.Range(0, line.Length).Where(place => line[place].Equals(middle))]).Mean();
    }

    /// <summary>Gathers, from each line along the axis, the places that a rule picks.</summary>
    private static Variable<T> Pick<T>(Call<T> call, Func<T[], int[]> rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        int axis = call.Axis("axis", x);
        nint[] lengths = x.Rank == 0 ? [1] : x.Shape.Lengths.ToArray();
        T[] values = x.Value.ToArray();
        int inner = (int)Shape.Create(lengths.AsSpan(axis + 1)).Count;
        int length = (int)lengths[axis];
        int outer = (int)Shape.Create(lengths.AsSpan(0, axis)).Count;
        int[][] picked = [.. Enumerable.Range(0, outer * inner).Select(line => rule(
            [.. Enumerable.Range(0, length).Select(place => values[(((line / inner * length) + place) * inner) + (line % inner)])]))];
        int kept = picked.Length > 0 ? picked[0].Length : rule(new T[length]).Length;
        var indices = new int[outer * kept * inner];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = picked[(i / (kept * inner) * inner) + (i % inner)][i / inner % kept];
        }

        lengths[axis] = kept;
        Variable<T> y = x.Rank == 0 ? x : x.Gather(axis, indices, lengths);
        call.FurtherResults["indices"] = new(CaseRunner.Read(y.Value, ElementType.Int64).Shape, [.. indices], ElementType.Int64);
        return y;
    }

    private static int Order<T>(T a, T b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.IsNaN(a) || T.IsNaN(b) ? T.IsNaN(a).CompareTo(T.IsNaN(b)) : a < b ? -1 : a > b ? 1 : 0;
}
