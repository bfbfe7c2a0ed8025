using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Puts tensors of one shape side by side along a new axis.</summary>
    /// <remarks>Shapes (...) x (...) x ... -> (..., number of parts, ...). Saves nothing; the gradient of each part is its slice. Source: NumPy's stack.</remarks>
    public readonly struct StackAlong(int axis) : IStructuredOperation<StackAlong>
    {
        /// <inheritdoc/>
        public static OperationInfo<StackAlong> Info { get; } = new("stack", -1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Formula = "y = parts along a new axis",
            Accuracy = "exact",
            Source = "NumPy stack",
            Samples = [new(new(0), [2, 3], [2, 3]), new(new(1), [2, 3], [2, 3], [2, 3]), new(new(2), [2, 3], [2, 3]), new(new(0), [], [])],
            Refusals = [new(new(0), "part 1 has shape (2, 4)", [2, 3], [2, 4]), new(new(2), "no axis 2 in the result, which has 2", [3], [3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> first = operands[0].Lengths;
            if (axis < 0 || axis > first.Length)
            {
                throw operands.Error($"there is no axis {axis} in the result, which has {first.Length + 1}");
            }

            for (int part = 1; part < operands.Count; part++)
            {
                if (!operands[part].Lengths.SequenceEqual(first))
                {
                    throw operands.Error($"part {part} has shape {operands[part]}, but part 0 has {operands[0]}; stacked parts have one shape");
                }
            }

            result.Add(first[..axis]);
            result.Add(operands.Count);
            result.Add(first[axis..]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int parts, int inner) = AxisMask.Split(evaluation.ResultShape, 1UL << axis);
            for (int part = 0; part < parts; part++)
            {
                ReadOnlySpan<T> source = evaluation[part];
                for (int o = 0; o < outer; o++)
                {
                    source.Slice(o * inner, inner).CopyTo(evaluation.Result[(((o * parts) + part) * inner)..]);
                }
            }
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Slice(axis, operand, 1, 1)).Apply(new SqueezeAxes(1UL << axis));

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"stack(axis {axis})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Puts tensors of one shape side by side along a new axis: n times (...) -> (..., n, ...).</summary>
        /// <param name="parts">One or more, all of one shape.</param>
        /// <param name="axis">The place of the new axis in the result; a negative one counts from its end.</param>
        /// <exception cref="EmptyInputException">There are no parts.</exception>
        /// <exception cref="AxisException">The result has no such axis.</exception>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public static Variable<T> Stack(ReadOnlySpan<Variable<T>> parts, int axis = 0)
        {
            if (parts.IsEmpty)
            {
                throw new EmptyInputException("stack: there are no parts to stack; give at least one");
            }

            int rank = parts[0].Rank + 1;
            int place = axis < 0 ? axis + rank : axis;
            return place >= 0 && place < rank
                ? parts[0].Tape.Record(new StackAlong(place), parts)
                : throw new AxisException($"stack: axis {axis} is out of range; the result of stacking {parts[0].Shape} has axes 0 to {rank - 1}");
        }
    }
}
