using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Reductions over axes.</summary>
internal static class Reductions
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["sum"] = call => call[0].Sum(call.Axes(call[0]), call.KeepsAxes);
        table["mean"] = call => call[0].Mean(call.Axes(call[0]), call.KeepsAxes);
        table["prod"] = call => call[0].Product(call.Axes(call[0]), call.KeepsAxes);
        table["var"] = call => call[0].Variance(call.Axes(call[0]), call.KeepsAxes, Correction(call));
        table["std"] = call => call[0].StandardDeviation(call.Axes(call[0]), call.KeepsAxes, Correction(call));
        table["logsumexp"] = call => call[0].LogSumExp(call.Axes(call[0]), call.KeepsAxes);
        table["amax"] = call => call[0].Max(call.Axes(call[0]), call.KeepsAxes);
        table["amin"] = call => call[0].Min(call.Axes(call[0]), call.KeepsAxes);
        table["max"] = call => Extremum(call, largest: true);
        table["min"] = call => Extremum(call, largest: false);
        table["argmax"] = call => Position(call, largest: true);
        table["argmin"] = call => Position(call, largest: false);
    }

    private static int Correction<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => call.Attributes.Truth("unbiased") ? 1 : 0;

    /// <summary>Over all axes, or along one, then with the positions.</summary>
    private static Variable<T> Extremum<T>(Call<T> call, bool largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        Axes axes = call.Axes(x);
        Variable<T> y = largest ? x.Max(axes, call.KeepsAxes) : x.Min(axes, call.KeepsAxes);
        if (!call.Attributes.IsNull("axis"))
        {
            int[] positions = Positions(x, call.Axis("axis", x), largest);
            call.FurtherResults["indices"] = new(CaseRunner.Read(y.Value, ElementType.Int64).Shape, [.. positions], ElementType.Int64);
        }

        return y;
    }

    private static Variable<T> Position<T>(Call<T> call, bool largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        bool all = call.Attributes.IsNull("axis");
        int[] positions = all ? [largest ? x.ArgMax() : x.ArgMin()] : Positions(x, call.Axis("axis", x), largest);
        var lengths = new List<nint>();
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (!all && axis != call.Axis("axis", x))
            {
                lengths.Add(x.Shape.Lengths[axis]);
            }
            else if (call.KeepsAxes)
            {
                lengths.Add(1);
            }
        }

        return call.Tape.Constant([.. positions.Select(position => T.CreateTruncating(position))], [.. lengths]);
    }

    private static int[] Positions<T>(Variable<T> x, int axis, bool largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => x.Rank == 0 ? [0] : largest ? x.ArgMax(axis) : x.ArgMin(axis);
}
