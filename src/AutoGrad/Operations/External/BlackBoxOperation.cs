using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>A user's <see cref="BlackBox{T}"/> as a record of the tape.</summary>
    internal readonly struct BlackBoxOperation(object box) : IStructuredOperation<BlackBoxOperation>
    {
        /// <inheritdoc/>
        public static OperationInfo<BlackBoxOperation> Info { get; } = new("black_box", -1)
        {
            Saves = Saves.Inputs | Saves.Output,
            Order = 1,
            Formula = "y = f(x) with a given vjp",
            Source = "the user",
            Samples = [new(new(new SampleBox<double>()), [3]), new(new(new SampleBox<double>()), [2, 2])],
            Refusals = [new(new(new SampleBox<double>()), "one operand", [3], [3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            switch (box)
            {
                case BlackBox<double> known:
                    known.Shape(operands.Named(known.Name), ref result);
                    break;
                case BlackBox<float> known:
                    known.Shape(operands.Named(known.Name), ref result);
                    break;
            }
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // What the box leaves unwritten is then seen by whoever looks, and by GradientCheck.
            evaluation.Result.Fill(T.NaN);
            SampleBox<T>.Or(box).Primal(evaluation);
        }

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var operands = new Variable<T>[pullback.Count + 2];
            for (int i = 0; i < pullback.Count; i++)
            {
                operands[i] = pullback[i];
            }

            operands[^2] = pullback.Result;
            operands[^1] = pullback.Upstream;
            return operands[0].Tape.Record(new BlackBoxGradient(box, operand), operands);
        }

        /// <inheritdoc/>
        public override string ToString() => box.ToString() ?? "";
    }
}

namespace AutoGrad
{
    public sealed partial class Tape<T>
    {
        /// <summary>Applies a function that the engine cannot look into.</summary>
        /// <exception cref="Errors.ShapeException">There is no operand, or the shape rule refuses them.</exception>
        public Variable<T> Apply(BlackBox<T> box, params ReadOnlySpan<Variable<T>> operands)
        {
            ArgumentNullException.ThrowIfNull(box);
            return Record(new BlackBoxOperation(box), operands);
        }
    }
}
