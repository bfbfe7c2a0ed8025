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

    /// <summary>The logarithm of the sum over each element and those before it.</summary>
    private static Variable<T> CumulativeLogSumExp<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = call[0];
        int length = x.Rank == 0 ? 0 : (int)x.Shape.Lengths[call.Axis("axis", x)];
        if (length == 0)
        {
            return x.Rank == 0 ? x.LogSumExp() : x.CumulativeSum(call.Axis("axis", x));
        }

        int axis = call.Axis("axis", x);
        return Variable<T>.Concatenate(
            [.. Enumerable.Range(1, length).Select(count => x.Slice(axis, 0, count).LogSumExp(axis, keepDimensions: true))], axis);
    }
}
