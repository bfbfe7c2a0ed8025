using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Borders: constant ones are the library's, the others select the elements that stand in the border.</summary>
internal static class Padding
{
    /// <summary>Widths are given as pairs from the last axis backward.</summary>
    public static Variable<T> Apply<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        int[] pad = call.Attributes.Integers("pad");
        var widths = new (int Before, int After)[x.Rank];
        for (int i = 0; i + 1 < pad.Length; i += 2)
        {
            widths[x.Rank - 1 - (i / 2)] = (pad[i], pad[i + 1]);
        }

        string mode = call.Attributes.IsNull("mode") ? "constant" : call.Attributes.Text("mode");
        return mode == "constant"
            ? x.Pad(widths, call.Attributes.NumberOrNull("value") ?? 0)
            : Border(x, widths, mode);
    }

    private static Variable<T> Border<T>(Variable<T> x, (int Before, int After)[] widths, string mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> y = x;
        for (int axis = 0; axis < widths.Length; axis++)
        {
            if (mode == "circular")
            {
                // What a negative width cuts off does not come in again at the other end.
                (int before, int after) = widths[axis];
                y = y.Slice(axis, Math.Max(0, -before), (int)x.Shape.Lengths[axis] - Math.Max(0, -after));
                widths[axis] = (Math.Max(0, before), Math.Max(0, after));
            }

            if (widths[axis] != (0, 0))
            {
                int length = (int)y.Shape.Lengths[axis];
                y = y.IndexSelect(axis, [.. Enumerable.Range(-widths[axis].Before, widths[axis].Before + length + widths[axis].After)
                    .Select(place => Source(place, length, mode))]);
            }
        }

        return y;
    }

    private static int Source(int place, int length, string mode) => mode switch
    {
        "reflect" => place < 0 ? -place : place >= length ? (2 * (length - 1)) - place : place,
        "replicate" => Math.Clamp(place, 0, length - 1),
        "circular" => ((place % length) + length) % length,
        _ => throw new NotSupportedException($"mode {mode}"),
    };
}
