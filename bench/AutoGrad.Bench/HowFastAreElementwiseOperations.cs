using System.Numerics.Tensors;
using AutoGrad.Bench.Networks;
using AutoGrad.Operations;
using AutoGrad.Sweeps;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace AutoGrad.Bench;

/// <summary>The engine's loops over float elements, forward and pull, against TensorPrimitives and a plain loop with MathF.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class HowFastAreElementwiseOperations
{
    private AlignedBuffer x = null!;
    private AlignedBuffer y = null!;
    private AlignedBuffer upstream = null!;
    private AlignedBuffer adjoint = null!;
    private AlignedBuffer local = null!;

    [Params(10_000, 1_000_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var data = new NetworkData(N, 1, 1, 1);
        x = new AlignedBuffer(data.X);
        y = new AlignedBuffer(N);
        upstream = new AlignedBuffer(data.X);
        adjoint = new AlignedBuffer(N);
        local = new AlignedBuffer(N);
        Tanh();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("tanh")]
    public void Tanh() => UnaryLoop.Evaluate<float, Tanh>(default, x.Span, y.Span, false);

    [Benchmark, BenchmarkCategory("tanh")]
    public void TanhOfTensorPrimitives() => TensorPrimitives.Tanh<float>(x.Span, y.Span);

    [Benchmark, BenchmarkCategory("tanh")]
    public void TanhInPlainLoop()
    {
        Span<float> from = x.Span, to = y.Span;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = MathF.Tanh(from[i]);
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("sigmoid")]
    public void Sigmoid() => UnaryLoop.Evaluate<float, Sigmoid>(default, x.Span, y.Span, false);

    [Benchmark, BenchmarkCategory("sigmoid")]
    public void SigmoidOfTensorPrimitives() => TensorPrimitives.Sigmoid<float>(x.Span, y.Span);

    [Benchmark, BenchmarkCategory("sigmoid")]
    public void SigmoidInPlainLoop()
    {
        Span<float> from = x.Span, to = y.Span;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = 1 / (1 + MathF.Exp(-from[i]));
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("exp")]
    public void Exp() => UnaryLoop.Evaluate<float, Exp>(default, x.Span, y.Span, false);

    [Benchmark, BenchmarkCategory("exp")]
    public void ExpOfTensorPrimitives() => TensorPrimitives.Exp<float>(x.Span, y.Span);

    [Benchmark, BenchmarkCategory("exp")]
    public void ExpInPlainLoop()
    {
        Span<float> from = x.Span, to = y.Span;
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = MathF.Exp(from[i]);
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("pull of tanh")]
    public void TanhPull() => UnaryLoop.Pull<float, Tanh>(default, x.Span, y.Span, upstream.Span, adjoint.Span, true);

    [Benchmark, BenchmarkCategory("pull of tanh")]
    public void TanhPullOfTensorPrimitives()
    {
        TensorPrimitives.Multiply<float>(y.Span, y.Span, local.Span);
        TensorPrimitives.Subtract(1f, local.Span, local.Span);
        TensorPrimitives.MultiplyAdd<float>(upstream.Span, local.Span, adjoint.Span, adjoint.Span);
    }

    [Benchmark, BenchmarkCategory("pull of tanh")]
    public void TanhPullInPlainLoop()
    {
        Span<float> above = upstream.Span, output = y.Span, target = adjoint.Span;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += above[i] * ((1 - output[i]) * (1 + output[i]));
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("pull of sigmoid")]
    public void SigmoidPull() => UnaryLoop.Pull<float, Sigmoid>(default, x.Span, y.Span, upstream.Span, adjoint.Span, true);

    [Benchmark, BenchmarkCategory("pull of sigmoid")]
    public void SigmoidPullInPlainLoop()
    {
        Span<float> above = upstream.Span, output = y.Span, target = adjoint.Span;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += above[i] * (output[i] * (1 - output[i]));
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("pull of exp")]
    public void ExpPull() => UnaryLoop.Pull<float, Exp>(default, x.Span, y.Span, upstream.Span, adjoint.Span, true);

    [Benchmark, BenchmarkCategory("pull of exp")]
    public void ExpPullOfTensorPrimitives() =>
        TensorPrimitives.MultiplyAdd<float>(upstream.Span, y.Span, adjoint.Span, adjoint.Span);
}
