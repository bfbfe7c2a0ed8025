using AutoGrad.Kernels;
using AutoGrad.Sweeps;

namespace AutoGrad.Bench.Networks;

/// <summary>What the output layer is trained on.</summary>
internal enum Loss
{
    /// <summary>Mean cross-entropy of the softmax against labels.</summary>
    CrossEntropy,

    /// <summary>Mean squared error against targets.</summary>
    SquaredError,
}

/// <summary>
/// One tanh hidden layer with its deltas written by hand: the engine's own matrix product and elementary functions, every buffer
/// allocated beforehand, and one fused pass between two products.
/// </summary>
/// <remarks>
/// As on the tape, the step leaves the gradients of all parameters in buffers of their own, and then descends; adding the products
/// straight to the weights would save a pass over them, but leave no gradients.
/// </remarks>
internal sealed class HandwrittenNetwork(NetworkData data, Loss kind, int threads = 1) : ITrainingStep
{
    private readonly AlignedBuffer x = new(data.X);
    private readonly AlignedBuffer targets = new(data.Targets);
    private readonly AlignedBuffer w1 = new(data.W1);
    private readonly AlignedBuffer b1 = new(data.B1);
    private readonly AlignedBuffer w2 = new(data.W2);
    private readonly AlignedBuffer b2 = new(data.B2);
    private readonly AlignedBuffer w1Bar = new(data.W1.Length);
    private readonly AlignedBuffer b1Bar = new(data.B1.Length);
    private readonly AlignedBuffer w2Bar = new(data.W2.Length);
    private readonly AlignedBuffer b2Bar = new(data.B2.Length);
    private readonly AlignedBuffer hidden = new(data.Batch * data.Hidden);
    private readonly AlignedBuffer hiddenBar = new(data.Batch * data.Hidden);
    private readonly AlignedBuffer output = new(data.Batch * data.Outputs);

    public float Loss { get; private set; }

    public void Step()
    {
        (int batch, int n0, int n1, int n2) = (data.Batch, data.Inputs, data.Hidden, data.Outputs);
        Span<float> a1 = hidden.Span, delta1 = hiddenBar.Span, delta2 = output.Span;

        MatrixProduct.Multiply<float>(batch, n1, n0, x.Span, false, w1.Span, false, a1, false, threads);
        FusedPasses.TanhOfBiased(a1, b1.Span, batch);
        MatrixProduct.Multiply<float>(batch, n2, n1, a1, false, w2.Span, false, delta2, false, threads);
        Loss = kind == Networks.Loss.CrossEntropy
            ? FusedPasses.SoftmaxCrossEntropy(delta2, b2.Span, data.Labels, b2Bar.Span)
            : FusedPasses.SquaredError(delta2, b2.Span, targets.Span, b2Bar.Span);

        MatrixProduct.Multiply<float>(n1, n2, batch, a1, true, delta2, false, w2Bar.Span, false, threads);
        MatrixProduct.Multiply<float>(batch, n1, n2, delta2, false, w2.Span, true, delta1, false, threads);
        FusedPasses.TanhDelta(delta1, a1, b1Bar.Span, batch);
        MatrixProduct.Multiply<float>(n0, n1, batch, x.Span, true, delta1, false, w1Bar.Span, false, threads);

        Descend(w1, w1Bar);
        Descend(b1, b1Bar);
        Descend(w2, w2Bar);
        Descend(b2, b2Bar);
    }

    public float[][] Gradients() => [w1Bar.Span.ToArray(), b1Bar.Span.ToArray(), w2Bar.Span.ToArray(), b2Bar.Span.ToArray()];

    private void Descend(AlignedBuffer value, AlignedBuffer gradient) =>
        ElementwiseWork.Add<float>(gradient.Span, -NetworkData.Rate, value.Span, threads);
}
