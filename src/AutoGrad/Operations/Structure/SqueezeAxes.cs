using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Removes axes of length 1.</summary>
    /// <remarks>Shares the operand's memory. Saves nothing. Source: NumPy's squeeze.</remarks>
    public readonly struct SqueezeAxes(ulong axes) : IStructuredOperation<SqueezeAxes>
    {
        /// <inheritdoc/>
        public static OperationInfo<SqueezeAxes> Info { get; } = new("squeeze_axes", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            SharesMemory = true,
            Formula = "y = x without axes of length 1",
            Accuracy = "exact",
            Source = "NumPy squeeze",
            Samples = [new(new(0b101), [1, 3, 1]), new(new(0b1), [1])],
            Refusals = [new(new(0b10), "axis 1 has length 3", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            for (int axis = 0; axis < operands[0].Rank; axis++)
            {
                if (!AxisMask.Contains(axes, axis))
                {
                    result.Add(operands[0].Lengths[axis]);
                }
                else if (operands[0].Lengths[axis] != 1)
                {
                    throw operands.Error($"axis {axis} has length {operands[0].Lengths[axis]}; only axes of length 1 can be removed");
                }
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => evaluation[0].CopyTo(evaluation.Result);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new ExpandAxes(axes));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Removes the given axes of length 1; without axes, all of length 1.</summary>
        /// <remarks>Shares this variable's memory.</remarks>
        /// <exception cref="ShapeException">An axis has another length.</exception>
        public Variable<T> SqueezeAxes(params ReadOnlySpan<int> axes)
        {
            ulong mask = Axes.Create(axes).MaskOf(Shape, "squeeze_axes");
            for (int axis = 0; axes.IsEmpty && axis < Rank; axis++)
            {
                mask |= Shape.Lengths[axis] == 1 ? 1UL << axis : 0;
            }

            return Apply(new SqueezeAxes(mask));
        }
    }
}
