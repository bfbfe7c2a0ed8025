using System.Numerics;

namespace AutoGrad.Nn;

/// <summary>A module that maps one variable to another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T> : Module<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The length that the last axis of an input must have; <c>null</c> where any will do.</summary>
    public virtual int? InputLength => null;

    /// <summary>The output for an input; the first axis is the batch unless the layer says otherwise.</summary>
    public abstract Variable<T> Forward(Variable<T> x);

    /// <summary>
    /// The length of the output's last axis where that of the input's is known or does not matter, and <c>null</c> where it
    /// cannot be told. With it, layers that do not fit one another are refused where they are put together.
    /// </summary>
    /// <param name="inputLength">The length of the input's last axis; <c>null</c> where it cannot be told.</param>
    public virtual int? OutputLengthFor(int? inputLength) => null;

    /// <summary>The output for one sample, in evaluation and without recording.</summary>
    /// <remarks>The layer sees a batch of one, (1, n), and the batch axis is taken off its output again. See <see cref="Predict(ReadOnlySpan{T}, ReadOnlySpan{nint})"/>.</remarks>
    /// <param name="sample">The n numbers of the sample.</param>
    /// <exception cref="Errors.ShapeException">The layer takes another number of them, or gives no output for each sample.</exception>
    public TensorView<T> Predict(ReadOnlySpan<T> sample) => Predict(sample, [1, sample.Length], isSample: true);

    /// <summary>The output for a batch, in evaluation and without recording.</summary>
    /// <remarks>
    /// Each call has a tape of its own, so that the result stays valid. Where calls are many, keep a tape and use
    /// <see cref="Forward"/>. A layer that is in training is so again afterwards; until then no other thread may use it.
    /// </remarks>
    /// <param name="values">The inputs, row by row.</param>
    /// <param name="lengths">The lengths of the input's axes, the batch first.</param>
    /// <exception cref="Errors.ShapeException">The values do not fill the shape, or the layer takes another one.</exception>
    public TensorView<T> Predict(ReadOnlySpan<T> values, params ReadOnlySpan<nint> lengths) => Predict(values, lengths, isSample: false);

    private TensorView<T> Predict(ReadOnlySpan<T> values, ReadOnlySpan<nint> lengths, bool isSample)
    {
        var tape = new Tape<T>();
        Variable<T> x = tape.Constant(values, lengths);
        return InEvaluation(() =>
        {
            using Tape<T>.RecordingScope scope = tape.StopRecording();
            Variable<T> y = Forward(x);
            if (!isSample)
            {
                return y.Value;
            }

            return y.Rank > 0 && y.Shape[0] == 1
                ? y.SqueezeAxes(0).Value
                : throw new Errors.ShapeException($"Predict: the output for one sample has shape {y.Shape}, but must be (1, ...); give the shape of the input as well");
        });
    }
}
