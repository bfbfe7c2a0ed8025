using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The cross-entropy of the softmax of each row with a class label: y_i = log sum_j e^(x_ij) - x_(i, label i).</summary>
    /// <remarks>
    /// Shape (n, c) with n labels -> (n). Saves the input. Stable at any magnitude. The gradient is the softmax less 1 at the label,
    /// which is worked out without a matrix of log-probabilities or of one-hot rows. Source: Bridle 1990.
    /// </remarks>
    public readonly struct SoftmaxCrossEntropy(ReadOnlyMemory<int> labels) : IStructuredOperation<SoftmaxCrossEntropy>, IDirectPull<SoftmaxCrossEntropy>
    {
        /// <inheritdoc/>
        public static OperationInfo<SoftmaxCrossEntropy> Info { get; } = new("softmax_cross_entropy", 1)
        {
            Saves = Saves.Inputs,
            Formula = "y_i = log sum_j e^(x_ij) - x_(i, label i)",
            Source = "Bridle 1990",
            Samples = [new(new(new[] { 2, 0 }), [2, 3]), new(new(new[] { 0, 17, 18, 4 }), [4, 19]), new(new(Array.Empty<int>()), [0, 3])],
            Refusals =
            [
                new(new(new[] { 0, 3 }), "label 3 at position 1 is no class; there are 3, numbered from 0", [2, 3]),
                new(new(new[] { -1, 0 }), "label -1 at position 0", [2, 3]),
                new(new(new[] { 0 }), "1 label for 2 rows", [2, 3]),
                new(new(new[] { 0, 0, 0 }), "3 labels for 2 rows", [2, 3]),
                new(new(new[] { 0 }), "rows of scores", [3]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            Shape shape = operands[0];
            if (shape.Rank != 2)
            {
                throw operands.Error("the scores must be rows of scores, (samples, classes)");
            }

            if (labels.Length != shape.Lengths[0])
            {
                throw operands.Error($"{labels.Length} label{(labels.Length == 1 ? "" : "s")} for {shape.Lengths[0]} rows");
            }

            ReadOnlySpan<int> given = labels.Span;
            for (int i = 0; i < given.Length; i++)
            {
                if ((uint)given[i] >= (uint)shape.Lengths[1])
                {
                    throw operands.Error($"label {given[i]} at position {i} is no class; there are {shape.Lengths[1]}, numbered from 0");
                }
            }

            result.Add(shape.Lengths[0]);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Reduction.SoftmaxCrossEntropy(evaluation[0], labels.Span, (int)evaluation.ShapeOf(0).Lengths[1], evaluation.Result);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> x = pullback[0];
            Shape shape = x.Shape;
            Variable<T> oneHot = x.Tape.Filled(T.Zero, shape.Lengths);
            Span<T> entries = x.Tape.ValueOf(oneHot.Index);
            for (int i = 0; i < labels.Length; i++)
            {
                entries[(i * (int)shape.Lengths[1]) + labels.Span[i]] = T.One;
            }

            return pullback.Upstream.Apply(new ExpandAxes(0b10)).Apply(new UpstreamProduct(), x.Apply(new Softmax(1)) - oneHot);
        }

        bool IDirectPull<SoftmaxCrossEntropy>.TryPull<T>(in DirectPull<T> pull)
        {
            Span<T> adjoint = pull.Adjoint(out bool accumulate);
            int length = (int)pull.ShapeOf(0).Lengths[1];
            if (accumulate)
            {
                Span<T> own = pull.Rent(adjoint.Length);
                Reduction.SoftmaxCrossEntropyPull(pull[0], labels.Span, length, pull.Upstream, own);
                TensorPrimitives.Add(adjoint, own, adjoint);
            }
            else
            {
                Reduction.SoftmaxCrossEntropyPull(pull[0], labels.Span, length, pull.Upstream, adjoint);
            }

            return true;
        }

        /// <inheritdoc/>
        public override string ToString() => FormattableString.Invariant($"softmax_cross_entropy({labels.Length} labels)");
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The cross-entropy of the softmax of each row with a class label: (samples, classes) -> (samples). Stable at any magnitude.</summary>
        /// <remarks><c>logits.SoftmaxCrossEntropy(labels).Mean()</c> is the usual loss of a classifier.</remarks>
        /// <param name="labels">A class for each row, numbered from 0. They are copied.</param>
        /// <exception cref="ShapeException">This is not a matrix, a label is no class, or there are not as many labels as rows.</exception>
        public Variable<T> SoftmaxCrossEntropy(ReadOnlySpan<int> labels) => Apply(new SoftmaxCrossEntropy(Tape.KeepIndices(labels)));
    }
}
