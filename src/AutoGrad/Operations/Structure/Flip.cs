using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Reverses the order of the elements along the axes whose bits are set.</summary>
    /// <remarks>Shape (...) -> (...). Saves nothing; it is its own inverse and its own transpose. Source: NumPy's flip.</remarks>
    public readonly struct Flip(ulong axes) : IStructuredOperation<Flip>
    {
        /// <inheritdoc/>
        public static OperationInfo<Flip> Info { get; } = new("flip", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_i = x_(n - 1 - i) along axes",
            Accuracy = "exact",
            Source = "NumPy flip",
            Samples = [new(new(0b10), [2, 3]), new(new(0b101), [2, 3, 4]), new(new(0b1), [5]), new(new(0), [[]])],
            Refusals = [new(new(0b100), "no axis 2", [2, 3]), new(new(0b1), "no axis 0", [[]])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (axes != 0 && BitOperations.Log2(axes) >= operands[0].Rank)
            {
                throw operands.Error($"there is no axis {BitOperations.Log2(axes)} to flip");
            }

            result.Add(operands[0].Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<nint> lengths = evaluation.ResultShape.Lengths;
            Span<nint> strides = stackalloc nint[lengths.Length];
            RowMajor.Strides(lengths, strides);
            nint offset = 0;
            for (int axis = 0; axis < lengths.Length; axis++)
            {
                if (AxisMask.Contains(axes, axis))
                {
                    offset += (lengths[axis] - 1) * strides[axis];
                    strides[axis] = -strides[axis];
                }
            }

            Strided.Copy(evaluation[0], offset, strides, lengths, evaluation.Result, evaluation.Accumulate);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Flip(axes));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Reverses the order of the elements along axes: (...) -> (...).</summary>
        /// <param name="axes">The axes; all of them unless given.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Flip(Axes axes = default) => Apply(new Flip(axes.MaskOf(Shape, "flip")));
    }
}
