using AutoGrad.Bench.Networks;
using AutoGrad.Kernels;
using BenchmarkDotNet.Attributes;

namespace AutoGrad.Bench;

/// <summary>Square products of float matrices, plain and transposed, on one thread and two. 2 n³ operations each.</summary>
public class HowFastIsTheMatrixProduct
{
    private AlignedBuffer a = null!;
    private AlignedBuffer b = null!;
    private AlignedBuffer c = null!;

    [Params(2, 16, 64, 128, 256, 512, 1024)]
    public int N { get; set; }

    [Params(false, true)]
    public bool TransposeA { get; set; }

    [Params(false, true)]
    public bool TransposeB { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var data = new NetworkData(N, N, 1, N);
        a = new AlignedBuffer(data.X);
        b = new AlignedBuffer(data.W1);
        c = new AlignedBuffer(N * N);
    }

    [Benchmark(Baseline = true)]
    public void OneThread() => Multiply(1);

    [Benchmark]
    public void TwoThreads() => Multiply(2);

    private void Multiply(int threads) =>
        MatrixProduct.Multiply<float>(N, N, N, a.Span, TransposeA, b.Span, TransposeB, c.Span, false, threads);
}
