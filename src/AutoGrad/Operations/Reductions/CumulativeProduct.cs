using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The products of all elements up to each one along an axis: y_i = x_1 ... x_i.</summary>
    /// <remarks>Shape (...) -> (...). Saves input and output. The gradient is exact in the presence of zeros. Source: elementary.</remarks>
    public readonly struct CumulativeProduct(int axis, bool reverse) : IStructuredOperation<CumulativeProduct>
    {
        /// <inheritdoc/>
        public static OperationInfo<CumulativeProduct> Info { get; } = new("cumprod", 1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Formula = "y_i = x_1 ... x_i",
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
            Scan.LinearScan(evaluation[0], default, T.One, outer, length, inner, reverse, evaluation.Result);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // With s_i = g_i + x_(i+1) s_(i+1), the gradient is s_i y_(i-1): no division, so zeros do no harm.
            int one = reverse ? -1 : 1;
            Variable<T> next = pullback[0].Apply(new Shift(axis, -one, 0));
            Variable<T> sums = next.Apply(new LinearRecurrence(axis, !reverse), pullback.Upstream);
            return sums * pullback.Result.Apply(new Shift(axis, one, 1));
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"cumprod(axis {axis}{(reverse ? ", reverse" : "")})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The products of all elements up to each one along an axis, or from each one on if <paramref name="reverse"/>.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> CumulativeProduct(int axis, bool reverse = false) => Rank == 0 && axis is 0 or -1
            ? this
            : Apply(new CumulativeProduct(Shape.Axis(axis, "cumprod"), reverse));
    }
}
