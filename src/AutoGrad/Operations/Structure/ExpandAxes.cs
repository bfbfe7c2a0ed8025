using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Inserts axes of length 1, so that each bit of the mask is an axis of the result.</summary>
    /// <remarks>Shares the operand's memory. Saves nothing. Source: NumPy's expand_dims.</remarks>
    public readonly struct ExpandAxes(ulong axes) : IStructuredOperation<ExpandAxes>
    {
        /// <inheritdoc/>
        public static OperationInfo<ExpandAxes> Info { get; } = new("expand_axes", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            SharesMemory = true,
            Formula = "y = x with axes of length 1",
            Accuracy = "exact",
            Source = "NumPy expand_dims",
            Samples = [new(new(0b101), [2, 3]), new(new(0b1), [[]])],
            Refusals = [new(new(0b100000), "axis 5 of the result", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            int rank = operands[0].Rank + BitOperations.PopCount(axes);
            if (axes != 0 && BitOperations.Log2(axes) >= rank)
            {
                throw operands.Error($"axis {BitOperations.Log2(axes)} of the result was asked for, which has {rank} axes");
            }

            int source = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                result.Add(AxisMask.Contains(axes, axis) ? 1 : operands[0].Lengths[source++]);
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => evaluation[0].CopyTo(evaluation.Result);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new SqueezeAxes(axes));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Inserts axes of length 1 at the given places of the result; negative ones count from its end.</summary>
        /// <remarks>Shares this variable's memory.</remarks>
        /// <exception cref="AxisException">The result has no such axis.</exception>
        public Variable<T> ExpandAxes(params ReadOnlySpan<int> axes)
        {
            int rank = Rank + axes.Length;
            ulong mask = 0;
            foreach (int axis in axes)
            {
                int place = axis < 0 ? axis + rank : axis;
                if (place < 0 || place >= rank || AxisMask.Contains(mask, place))
                {
                    throw new AxisException($"expand_axes: axis {axis} is out of range or given twice; the result of expanding {Shape} has axes 0 to {rank - 1}");
                }

                mask |= 1UL << place;
            }

            return Apply(new ExpandAxes(mask));
        }
    }
}
