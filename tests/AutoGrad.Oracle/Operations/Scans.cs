using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Operations along one axis that keep its length.</summary>
internal static class Scans
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["softmax"] = call => call[0].Softmax(call.Attributes.Integer("axis"));
        table["log_softmax"] = call => call[0].LogSoftmax(call.Attributes.Integer("axis"));
        table["cumsum"] = call => call[0].CumulativeSum(call.Attributes.Integer("axis"));
        table["cumprod"] = call => call[0].CumulativeProduct(call.Attributes.Integer("axis"));
        table["logcumsumexp"] = CumulativeLogSumExp;
    }

    /// <summary>The logarithm of the sum over each element and those before it: the rest is left out as minus infinity.</summary>
    private static Variable<T> CumulativeLogSumExp<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        if (x.Rank == 0)
        {
            return x.LogSumExp();
        }

        int axis = call.Axis("axis", x);
        int length = (int)x.Shape.Lengths[axis];
        var precedes = new T[length * length];
        for (int row = 0; row < length; row++)
        {
            precedes.AsSpan(row * length, row + 1).Fill(T.One);
        }

        Variable<T> rows = x.MoveAxis(axis, -1).ExpandAxes(-2);
        Variable<T> kept = call.Tape.Constant(precedes, length, length).Where(rows, T.NegativeInfinity);
        return kept.LogSumExp(-1).MoveAxis(-1, axis);
    }
}
