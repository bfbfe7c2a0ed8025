using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Kernels;

namespace AutoGrad.Operations;

/// <summary>Sums of squares that are taken in two passes, for accuracy.</summary>
internal static class Moments
{
    /// <summary>y = sum (x - mean)² / (n - correction).</summary>
    public static void Variance<T>(in Evaluation<T> evaluation, ulong axes, int correction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = evaluation.ShapeOf(0);
        Span<T> result = evaluation.Result;
        ReadOnlySpan<T> deviations = Deviations(evaluation, axes);
        Reduction.Reduce(new SumOfSquaresReducer<T>(), deviations, shape.Lengths, axes, result, accumulate: false);
        TensorPrimitives.Divide(result, T.CreateChecked(Math.Max(0, AxisMask.CountOf(shape, axes) - correction)), result);
    }

    /// <summary>The root of the variance: the length of the deviations over sqrt(n - correction), which overflows no earlier than they do.</summary>
    public static void StandardDeviation<T>(in Evaluation<T> evaluation, ulong axes, int correction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Length(evaluation, Deviations(evaluation, axes), axes);
        T rest = T.CreateChecked(Math.Max(0, AxisMask.CountOf(evaluation.ShapeOf(0), axes) - correction));
        TensorPrimitives.Divide(evaluation.Result, T.Sqrt(rest), evaluation.Result);
    }

    /// <summary>y = sqrt(sum x²); scaled by the largest element where a square overflows or vanishes.</summary>
    public static void Length<T>(in Evaluation<T> evaluation, ulong axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Length(evaluation, evaluation[0], axes);

    /// <summary>x - mean, in rented memory; the result's memory holds the means afterwards.</summary>
    private static Span<T> Deviations<T>(in Evaluation<T> evaluation, ulong axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = evaluation.ShapeOf(0);
        Span<T> means = evaluation.Result;
        Reduction.Reduce(new SumReducer<T>(), evaluation[0], shape.Lengths, axes, means, accumulate: false);
        TensorPrimitives.Divide(means, T.CreateChecked(AxisMask.CountOf(shape, axes)), means);
        Span<T> deviations = evaluation.Rent(shape.Count);
        Repeat(means, shape, axes, deviations);
        TensorPrimitives.Subtract(evaluation[0], deviations, deviations);
        return deviations;
    }

    private static void Length<T>(in Evaluation<T> evaluation, ReadOnlySpan<T> values, ulong axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = evaluation.ShapeOf(0);
        Span<T> result = evaluation.Result;
        Reduction.Reduce(new SumOfSquaresReducer<T>(), values, shape.Lengths, axes, result, accumulate: false);

        // Below this, squares may have lost digits to the subnormal range.
        T smallest = typeof(T) == typeof(float) ? T.CreateTruncating(1e-30) : T.CreateTruncating(1e-280);
        bool rescale = false;
        foreach (T square in result)
        {
            rescale |= T.IsPositiveInfinity(square) || square < smallest;
        }

        if (rescale && shape.Count > 0)
        {
            LengthByLargest(evaluation, values, axes, result, smallest);
            return;
        }

        TensorPrimitives.Sqrt(result, result);
    }

    private static void LengthByLargest<T>(in Evaluation<T> evaluation, ReadOnlySpan<T> values, ulong axes, Span<T> squares, T smallest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = evaluation.ShapeOf(0);
        Span<T> largest = evaluation.Rent(squares.Length);
        Reduction.Reduce(new MaxOfAbsReducer<T>(), values, shape.Lengths, axes, largest, accumulate: false);
        Span<T> scaled = evaluation.Rent(shape.Count);
        Repeat(largest, shape, axes, scaled);

        // Quotients by 0 and by infinity make no sense; below, they are not used.
        TensorPrimitives.Divide(values, scaled, scaled);
        Span<T> ofScaled = evaluation.Rent(squares.Length);
        Reduction.Reduce(new SumOfSquaresReducer<T>(), scaled, shape.Lengths, axes, ofScaled, accumulate: false);
        for (int i = 0; i < squares.Length; i++)
        {
            bool scale = (T.IsPositiveInfinity(squares[i]) || squares[i] < smallest) && T.IsFinite(largest[i]) && largest[i] > T.Zero;
            squares[i] = scale ? largest[i] * T.Sqrt(ofScaled[i]) : T.Sqrt(squares[i]);
        }
    }

    /// <summary>Repeats one value along the axes of the mask.</summary>
    private static void Repeat<T>(ReadOnlySpan<T> values, Shape shape, ulong axes, Span<T> repeated)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<nint> strides = stackalloc nint[shape.Rank];
        nint running = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            bool isReduced = AxisMask.Contains(axes, axis);
            strides[axis] = isReduced ? 0 : running;
            running *= isReduced ? 1 : shape.Lengths[axis];
        }

        Strided.Copy(values, 0, strides, shape.Lengths, repeated, accumulate: false);
    }
}
