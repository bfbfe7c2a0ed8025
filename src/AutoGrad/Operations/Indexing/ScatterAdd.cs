using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Adds elements into zeros, each at the place that its index names along one axis: the transpose of <see cref="Gather"/>.</summary>
    /// <remarks>
    /// For three axes and axis 1: y[i, indices[i, j, k], k] += x[i, j, k]. The operand has the indices' shape. Elements that meet in one
    /// place are added up, in row order. Saves nothing. Source: PyTorch's scatter_add.
    /// </remarks>
    public readonly struct ScatterAdd(int axis, ReadOnlyMemory<int> indices, Shape shape) : IStructuredOperation<ScatterAdd>
    {
        /// <inheritdoc/>
        public static OperationInfo<ScatterAdd> Info { get; } = new("scatter_add", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Accumulates = true,
            Formula = "y_(i, index ij) = sum of x_ij for axis 1 of two",
            Source = "PyTorch scatter_add",
            Samples =
            [
                new(new(1, new[] { 2, 0, -1, 1 }, [2, 3]), [2, 2]),
                new(new(0, new[] { 1, 1, 0 }, [2, 4]), [1, 3]),
                new(new(1, new[] { 0, 1, 2, 0, -1, -2, 1, 1 }, [2, 3, 2]), [2, 2, 2]),
                new(new(0, new[] { 4, 4 }, [5]), [2]),
            ],
            Refusals =
            [
                new(new(1, new[] { 0, 3 }, [2, 3]), "index 3 at position 1 is out of range for axis 1 of length 3", [2, 1]),
                new(new(1, new[] { 0, 0, 0 }, [2, 3]), "longer than the result along axis 0: 3 against 2", [3, 1]),
                new(new(1, new[] { 0 }, [2, 3]), "rank 1", [1]),
                new(new(1, new[] { 0 }, [2, 3]), "1 index does not fill the shape (1, 2)", [1, 2]),
                new(new(2, new[] { 0 }, [2, 3]), "no axis 2", [1, 1]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            Gather.Check(operands, shape.Lengths, "result", axis, indices.Span, operands[0]);
            result.Add(shape.Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (!evaluation.Accumulate)
            {
                evaluation.Result.Clear();
            }

            IndexedElements.Add(evaluation[0], shape.Lengths, axis, indices.Span, evaluation.ShapeOf(0).Lengths, evaluation.Result);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Gather(axis, indices, pullback[0].Shape));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"scatter_add(axis {axis}, {indices.Length} indices)");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>This tensor with the elements of another added where indices say; for three axes and axis 1, y[i, indices[i, j, k], k] += source[i, j, k].</summary>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <param name="indices">One for each element of the source, row by row; equal places add up, negative ones count from the end. They are copied.</param>
        /// <param name="source">Along the other axes at most as long as this tensor.</param>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">An index is outside of the axis, or the source does not fit.</exception>
        public Variable<T> ScatterAdd(int axis, ReadOnlySpan<int> indices, Operand<T> source)
        {
            Shape shape = Shape;
            int along = shape.Axis(axis, "scatter_add");
            return this + source.On(Tape).Apply(new ScatterAdd(along, Tape.KeepIndices(indices), shape));
        }

        /// <summary>This tensor with elements replaced by those of another where indices say; for three axes and axis 1, y[i, indices[i, j, k], k] = source[i, j, k].</summary>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <param name="indices">One for each element of the source, row by row; negative ones count from the end. They are copied.</param>
        /// <param name="source">Along the other axes at most as long as this tensor.</param>
        /// <remarks>No two elements should have the same place; if they do, their sum stands there.</remarks>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">An index is outside of the axis, or the source does not fit.</exception>
        public Variable<T> Scatter(int axis, ReadOnlySpan<int> indices, Operand<T> source)
        {
            Shape shape = Shape;
            Variable<T> elements = source.On(Tape);
            var place = new ScatterAdd(shape.Axis(axis, "scatter"), Tape.KeepIndices(indices), shape);
            Variable<T> scattered = elements.Apply(place);
            Variable<T> isReplaced = Tape.Filled(T.One, elements.Shape.Lengths).Apply(place);
            return isReplaced.Where(scattered, this);
        }
    }
}
