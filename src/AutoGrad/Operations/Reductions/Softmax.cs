using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The softmax along one axis: y = e^x / sum e^x.</summary>
    /// <remarks>Shape (...) -> (...). Saves the output. Stable at any magnitude: the maximum is subtracted first. Source: Bridle 1990.</remarks>
    public readonly struct Softmax(int axis) : IStructuredOperation<Softmax>, IDirectPull<Softmax>
    {
        /// <inheritdoc/>
        public static OperationInfo<Softmax> Info { get; } = new("softmax", 1)
        {
            Saves = Saves.Output,
            Formula = "y = e^x / sum e^x",
            Source = "Bridle 1990",
            Samples = [new(new(1), [2, 3]), new(new(0), [4, 2]), new(new(1), [2, 3, 2])],
            Refusals = [new(new(2), "no axis 2", [2, 3])],
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
            Reduction.Softmax(evaluation[0], outer, length, inner, evaluation.Result, evaluation.Threads);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> weighted = pullback.Upstream * pullback.Result;
            return weighted - (pullback.Result * weighted.Apply(new Sum(1UL << axis, true)));
        }

        bool IDirectPull<Softmax>.TryPull<T>(in DirectPull<T> pull)
        {
            if (axis != pull.ResultShape.Rank - 1)
            {
                return false;
            }

            Span<T> adjoint = pull.Adjoint(out bool accumulate);
            Reduction.SoftmaxPull(pull.Result, pull.Upstream, (int)pull.ResultShape.Lengths[axis], adjoint, accumulate);
            return true;
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"softmax(axis {axis})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The softmax along one axis: y = e^x / sum e^x. Stable at any magnitude.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Softmax(int axis = -1) => Rank == 0 && axis is 0 or -1
            ? ExpandAxes(0).Softmax(0).SqueezeAxes(0)
            : Apply(new Softmax(Shape.Axis(axis, "softmax")));
    }
}
