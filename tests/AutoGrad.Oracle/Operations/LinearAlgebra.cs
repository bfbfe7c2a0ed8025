using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Products of tensors, and what is made of them. Factorisations are not there.</summary>
internal static class LinearAlgebra
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["matmul"] = call => call[0].MatMul(call[1]);
        table["bmm"] = call => call[0].MatMul(call[1]);
        table["addmm"] = AddProduct;
        table["dot"] = call => call[0].Dot(call[1]);
        table["outer"] = call => call[0].Outer(call[1]);
        table["inner"] = call => call[0].Rank == 0 || call[1].Rank == 0
            ? call[0] * call[1]
            : Contract(call[0], call[1], [call[0].Rank - 1], [call[1].Rank - 1]);
        table["vecdot"] = call => call[0].Rank == 0 && call[1].Rank == 0
            ? call[0] * call[1]
            : (call[0] * call[1]).Sum(call.Attributes.IsNull("axis") ? -1 : call.Attributes.Integer("axis"));
        table["cross"] = Cross;
        table["kron"] = call => Kronecker(call[0], call[1]);
        table["tensordot"] = call => Contract(call[0], call[1], call.Attributes.Integers("axes_a"), call.Attributes.Integers("axes_b"));
        table["multi_dot"] = call => call.Operands.ToArray().Aggregate((product, factor) => product.MatMul(factor));
        table["trace"] = call => call[0].Trace();
        table["cdist"] = call => Norms.Of(
            call[0].ExpandAxes(-2) - call[1].ExpandAxes(-3), call.Attributes.NumberOrNull("p") ?? 2, -1, keepsAxes: false);
        table["matrix_norm"] = MatrixNorm;
        table["matrix_power"] = MatrixPower;
        table["einsum"] = call => Variable<T>.Einsum(call.Attributes.Text("equation"), call.Operands);
    }

    /// <summary>β input + α a b; what has the factor 0 has no influence, whatever it holds.</summary>
    private static Variable<T> AddProduct<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double alpha = call.Attributes.NumberOrNull("alpha") ?? 1;
        double beta = call.Attributes.NumberOrNull("beta") ?? 1;
        Variable<T> product = call[1].MatMul(call[2]);
        Variable<T> scaled = alpha == 0 ? call.Tape.Filled(T.Zero, product.Shape.Lengths) : product * T.CreateTruncating(alpha);
        return beta == 0 ? scaled : (call[0] * T.CreateTruncating(beta)) + scaled;
    }

    private static Variable<T> Cross<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = call.Attributes.IsNull("axis") ? -1 : call.Attributes.Integer("axis");
        ReadOnlySpan<int> next = [1, 2, 0];
        ReadOnlySpan<int> afterNext = [2, 0, 1];
        return (call[0].IndexSelect(axis, next) * call[1].IndexSelect(axis, afterNext))
            - (call[0].IndexSelect(axis, afterNext) * call[1].IndexSelect(axis, next));
    }

    /// <summary>Every product of elements, as blocks of b: axes of a and b alternate, and each pair is joined.</summary>
    private static Variable<T> Kronecker<T>(Variable<T> a, Variable<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rank = Math.Max(a.Rank, b.Rank);
        nint[] ofA = [.. Enumerable.Repeat((nint)1, rank - a.Rank), .. a.Shape.Lengths];
        nint[] ofB = [.. Enumerable.Repeat((nint)1, rank - b.Rank), .. b.Shape.Lengths];
        Variable<T> product = a.Reshape([.. ofA.SelectMany(length => new nint[] { length, 1 })])
            * b.Reshape([.. ofB.SelectMany(length => new nint[] { 1, length })]);
        return product.Reshape([.. ofA.Zip(ofB, (lengthA, lengthB) => lengthA * lengthB)]);
    }

    /// <summary>Sums over pairs of axes, as a product of matrices.</summary>
    private static Variable<T> Contract<T>(Variable<T> a, Variable<T> b, int[] axesA, int[] axesB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] summedA = [.. axesA.Select(axis => Call<T>.AxisOf(axis, a.Rank))];
        int[] summedB = [.. axesB.Select(axis => Call<T>.AxisOf(axis, b.Rank))];
        int[] keptA = [.. Enumerable.Range(0, a.Rank).Except(summedA)];
        int[] keptB = [.. Enumerable.Range(0, b.Rank).Except(summedB)];
        for (int i = 0; i < summedA.Length; i++)
        {
            // An axis of length 1 stands for any length, so the other operand's may be summed by itself.
            a = b.Shape.Lengths[summedB[i]] == 1 ? a.Sum(summedA[i], keepDimensions: true) : a;
            b = a.Shape.Lengths[summedA[i]] == 1 ? b.Sum(summedB[i], keepDimensions: true) : b;
        }

        nint[] lengthsA = a.Shape.Lengths.ToArray();
        nint[] lengthsB = b.Shape.Lengths.ToArray();
        nint rows = keptA.Aggregate((nint)1, (count, axis) => count * lengthsA[axis]);
        nint columns = keptB.Aggregate((nint)1, (count, axis) => count * lengthsB[axis]);
        nint inner = summedA.Aggregate((nint)1, (count, axis) => count * lengthsA[axis]);
        Variable<T> left = a.Permute([.. keptA, .. summedA]).Reshape(rows, inner);
        Variable<T> right = b.Permute([.. summedB, .. keptB]).Reshape(inner, columns);
        return left.MatMul(right).Reshape([.. keptA.Select(axis => lengthsA[axis]), .. keptB.Select(axis => lengthsB[axis])]);
    }

    private static Variable<T> MatrixNorm<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (call.Attributes.IsText("ord") && call.Attributes.Text("ord") is "fro")
        {
            return call[0].Norm2([-2, -1]);
        }

        if (call.Attributes.IsText("ord") && call.Attributes.Text("ord") is "nuc")
        {
            throw new NotSupportedException("nuc");
        }

        return call.Attributes.Number("ord") switch
        {
            1 => call[0].Abs().Sum(-2).Max(-1),
            double.PositiveInfinity => call[0].Abs().Sum(-1).Max(-1),
            double ord => throw new NotSupportedException(FormattableString.Invariant($"ord {ord}")),
        };
    }

    private static Variable<T> MatrixPower<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int exponent = call.Attributes.Integer("n");
        if (exponent < 1)
        {
            throw new NotSupportedException("n < 1");
        }

        return Enumerable.Repeat(call[0], exponent).Aggregate((product, factor) => product.MatMul(factor));
    }
}
