using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The sums of all elements up to each one along an axis: y_i = x_1 + ... + x_i.</summary>
    /// <remarks>Shape (...) -> (...). Saves nothing. Source: elementary.</remarks>
    public readonly struct CumulativeSum(int axis, bool reverse) : IStructuredOperation<CumulativeSum>
    {
        /// <inheritdoc/>
        public static OperationInfo<CumulativeSum> Info { get; } = new("cumsum", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Formula = "y_i = x_1 + ... + x_i",
            Source = "elementary",
            Samples = [new(new(1, false), [2, 4]), new(new(0, true), [3, 2]), new(new(1, true), [2, 3, 2])],
            Refusals = [new(new(2, false), "no axis 2", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (axis < 0 || axis >= operands[0].Rank)
            {
                throw operands.Error($"there is no axis {axis}");
            }

            result.Add(operands[0].Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int length, int inner) = AxisMask.Split(evaluation.ShapeOf(0), 1UL << axis);
            Scan.LinearScan(default, evaluation[0], T.Zero, outer, length, inner, reverse, evaluation.Result);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new CumulativeSum(axis, !reverse));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"cumsum(axis {axis}{(reverse ? ", reverse" : "")})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The sums of all elements up to each one along an axis, or from each one on if <paramref name="reverse"/>.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> CumulativeSum(int axis, bool reverse = false) => Rank == 0 && axis is 0 or -1
            ? this
            : Apply(new CumulativeSum(Shape.Axis(axis, "cumsum"), reverse));
    }
}
