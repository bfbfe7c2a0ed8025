using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The same elements, row by row, under another shape.</summary>
    /// <remarks>Shape (...) -> the given one. Shares the operand's memory. Saves nothing. Source: NumPy's reshape.</remarks>
    public readonly struct Reshape(Shape shape) : IStructuredOperation<Reshape>
    {
        /// <inheritdoc/>
        public static OperationInfo<Reshape> Info { get; } = new("reshape", 1)
        {
            Saves = Saves.Nothing,
            Linearity = Linearity.Linear,
            SharesMemory = true,
            Formula = "y = x under another shape",
            Accuracy = "exact",
            Source = "NumPy reshape",
            Samples = [new(new([3, 2]), [2, 3]), new(new([]), [1]), new(new([0, 4]), [2, 0])],
            Refusals = [new(new([4]), "6 elements cannot take the shape (4,)", [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            if (operands[0].Count != shape.Count)
            {
                throw operands.Error($"{operands[0].Count} elements cannot take the shape {shape}, which has {shape.Count}");
            }

            result.Add(shape.Lengths);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => evaluation[0].CopyTo(evaluation.Result);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream.Apply(new Reshape(pullback[0].Shape));

        /// <inheritdoc/>
        public override string ToString() => $"reshape{shape}";
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The same elements, row by row, under another shape; one length may be -1 and is then worked out.</summary>
        /// <remarks>Shares this variable's memory.</remarks>
        /// <exception cref="ShapeException">The number of elements differs.</exception>
        public Variable<T> Reshape(params ReadOnlySpan<nint> lengths)
        {
            int free = lengths.IndexOf(-1);
            if (free < 0)
            {
                return Apply(new Reshape(Tape.ShapeOf(lengths)));
            }

            Span<nint> whole = stackalloc nint[lengths.Length];
            lengths.CopyTo(whole);
            whole[free] = 1;
            int others = lengths[(free + 1)..].Contains(-1) ? 0 : Shape.CountOf(whole);
            if (others == 0 || Shape.Count % others != 0)
            {
                throw new ShapeException($"reshape: {Shape}: its {Shape.Count} elements do not determine the length -1 of {Shape.Format(lengths)}");
            }

            whole[free] = Shape.Count / others;
            return Apply(new Reshape(Tape.ShapeOf(whole)));
        }

        /// <summary>Merges the axes from <paramref name="first"/> to <paramref name="last"/>, both included, into one.</summary>
        /// <exception cref="AxisException">There is no such axis.</exception>
        public Variable<T> Flatten(int first = 0, int last = -1)
        {
            Shape shape = Shape;
            if (shape.Rank == 0)
            {
                return Reshape(1);
            }

            int from = shape.Axis(first, "flatten");
            int to = shape.Axis(last, "flatten");
            if (from > to)
            {
                throw new AxisException($"flatten: axis {first} lies behind axis {last} in shape {shape}");
            }

            nint merged = 1;
            foreach (nint length in shape.Lengths[from..(to + 1)])
            {
                merged *= length;
            }

            return Reshape([.. shape.Lengths[..from], merged, .. shape.Lengths[(to + 1)..]]);
        }
    }
}
