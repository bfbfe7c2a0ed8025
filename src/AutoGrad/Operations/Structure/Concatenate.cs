using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Joins tensors end to end along one axis.</summary>
    /// <remarks>Shapes (..., n1, ...) x (..., n2, ...) x ... -> (..., n1 + n2 + ..., ...). Saves nothing; the gradient of each part is its slice. Source: NumPy's concatenate.</remarks>
    public readonly struct Concatenate(int axis) : IStructuredOperation<Concatenate>
    {
        /// <inheritdoc/>
        public static OperationInfo<Concatenate> Info { get; } = new("concatenate", -1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            Formula = "y = parts end to end",
            Accuracy = "exact",
            Source = "NumPy concatenate",
            Samples =
            [
                new(new(0), [2, 3], [1, 3]),
                new(new(1), [2, 1, 2], [2, 3, 2], [2, 2, 2]),
                new(new(1), [2, 0], [2, 3]),
                new(new(0), [4]),
            ],
            Refusals =
            [
                new(new(0), "part 1 has length 4 along axis 1, but part 0 has 3", [2, 3], [2, 4]),
                new(new(0), "part 1 has rank 1", [2, 3], [3]),
                new(new(2), "no axis 2", [2, 3], [2, 3]),
                new(new(0), "no axis 0", [], []),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> first = operands[0].Lengths;
            if (axis < 0 || axis >= first.Length)
            {
                throw operands.Error($"there is no axis {axis} to join along");
            }

            nint joined = first[axis];
            for (int part = 1; part < operands.Count; part++)
            {
                ReadOnlySpan<nint> lengths = operands[part].Lengths;
                if (lengths.Length != first.Length)
                {
                    throw operands.Error($"part {part} has rank {lengths.Length}, but part 0 has rank {first.Length}");
                }

                for (int other = 0; other < first.Length; other++)
                {
                    if (other != axis && lengths[other] != first[other])
                    {
                        throw operands.Error($"part {part} has length {lengths[other]} along axis {other}, but part 0 has {first[other]}; only axis {axis} may differ");
                    }
                }

                joined += lengths[axis];
            }

            result.Add(first[..axis]);
            result.Add(joined);
            result.Add(first[(axis + 1)..]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int outer, int joined, int inner) = AxisMask.Split(evaluation.ResultShape, 1UL << axis);
            int start = 0;
            for (int part = 0; part < evaluation.Count; part++)
            {
                int run = (int)evaluation.ShapeOf(part).Lengths[axis] * inner;
                ReadOnlySpan<T> source = evaluation[part];
                for (int o = 0; o < outer; o++)
                {
                    source.Slice(o * run, run).CopyTo(evaluation.Result[((o * joined * inner) + start)..]);
                }

                start += run;
            }
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            nint start = 0;
            for (int part = 0; part < operand; part++)
            {
                start += pullback[part].Shape.Lengths[axis];
            }

            return pullback.Upstream.Apply(new Slice(axis, (int)start, (int)pullback[operand].Shape.Lengths[axis], 1));
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"concatenate(axis {axis})");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Joins tensors end to end along one axis: (..., n1, ...) x (..., n2, ...) -> (..., n1 + n2, ...).</summary>
        /// <param name="parts">One or more; their lengths may differ along the axis alone.</param>
        /// <param name="axis">The axis; a negative one counts from the end.</param>
        /// <exception cref="EmptyInputException">There are no parts.</exception>
        /// <exception cref="AxisException">There is no such axis.</exception>
        /// <exception cref="ShapeException">The ranks, or lengths of other axes, differ.</exception>
        public static Variable<T> Concatenate(ReadOnlySpan<Variable<T>> parts, int axis = 0)
            => parts.IsEmpty
                ? throw new EmptyInputException("concatenate: there are no parts to join; give at least one")
                : parts[0].Tape.Record(new Concatenate(parts[0].Shape.Axis(axis, "concatenate")), parts);
    }
}
