using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Swaps the last two axes.</summary>
    /// <remarks>
    /// Shape (..., m, n) -> (..., n, m). Saves nothing. The value is only computed when something other than a matrix product
    /// reads it: a product takes the operand as it lies. Source: elementary.
    /// </remarks>
    public readonly struct Transpose : IStructuredOperation<Transpose>
    {
        /// <inheritdoc/>
        public static OperationInfo<Transpose> Info { get; } = new("transpose", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Deferred = true,
            Formula = "y_ji = x_ij",
            Accuracy = "exact",
            Source = "elementary",
            Samples = [new(default, [2, 3]), new(default, [2, 3, 4]), new(default, [0, 3])],
            Refusals = [new(default, "needs at least two axes", [3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> lengths = operands[0].Lengths;
            if (lengths.Length < 2)
            {
                throw operands.Error("transpose needs at least two axes; make a vector a matrix with ExpandAxes");
            }

            result.Add(lengths[..^2]);
            result.Add(lengths[^1]);
            result.Add(lengths[^2]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<nint> result = evaluation.ResultShape.Lengths;
            (nint columns, nint rows) = (result[^2], result[^1]);
            nint batches = rows * columns == 0 ? 0 : evaluation.Result.Length / (rows * columns);
            Strided.Copy(
                evaluation[0], 0, [rows * columns, 1, columns], [batches, columns, rows], evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(default(Transpose));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Swaps the last two axes. A matrix product takes the transposed operand without copying it.</summary>
        /// <exception cref="ShapeException">There are fewer than two axes.</exception>
        public Variable<T> Transpose() => Apply(default(Transpose));

        /// <summary>Swaps two axes.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Transpose(int axis0, int axis1)
        {
            Shape shape = Shape;
            int first = shape.Axis(axis0, "transpose");
            int second = shape.Axis(axis1, "transpose");
            if (Math.Min(first, second) == shape.Rank - 2 && Math.Max(first, second) == shape.Rank - 1)
            {
                return Transpose();
            }

            Permutation order = Permutation.Identity(shape.Rank);
            return Apply(new Permute(order.Swap(first, second)));
        }
    }
}
