using System.Numerics.Tensors;
using AutoGrad.Bench.Networks;
using AutoGrad.Kernels;
using BenchmarkDotNet.Attributes;

namespace AutoGrad.Bench;

/// <summary>Sums and softmax of a float matrix, by rows, by columns and as a whole, against a sum of TensorPrimitives and plain loops.</summary>
public class HowFastAreReductions
{
    private AlignedBuffer x = null!;
    private AlignedBuffer y = null!;
    private AlignedBuffer perRow = null!;
    private AlignedBuffer perColumn = null!;

    [Params(32, 1024)]
    public int Rows { get; set; }

    [Params(10, 1024)]
    public int Columns { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        x = new AlignedBuffer(new NetworkData(Columns, 1, 1, Rows).X);
        y = new AlignedBuffer(Rows * Columns);
        perRow = new AlignedBuffer(Rows);
        perColumn = new AlignedBuffer(Columns);
    }

    [Benchmark(Baseline = true)]
    public float Sum() => Reduction.Sum<float>(x.Span);

    [Benchmark]
    public float SumOfTensorPrimitives() => TensorPrimitives.Sum<float>(x.Span);

    [Benchmark]
    public float SumInPlainLoop()
    {
        float sum = 0;
        foreach (float value in x.Span)
        {
            sum += value;
        }

        return sum;
    }

    [Benchmark]
    public void SumOfEachRow() => Reduction.Reduce(default(SumReducer<float>), x.Span, Rows, Columns, 1, perRow.Span, false);

    [Benchmark]
    public void SumOfEachColumn() => Reduction.Reduce(default(SumReducer<float>), x.Span, 1, Rows, Columns, perColumn.Span, false);

    [Benchmark]
    public void SumOfEachColumnInPlainLoop()
    {
        Span<float> sums = perColumn.Span;
        sums.Clear();
        for (int row = 0; row < Rows; row++)
        {
            TensorPrimitives.Add(x.Span.Slice(row * Columns, Columns), sums, sums);
        }
    }

    [Benchmark]
    public void SoftmaxOfEachRow() => Reduction.Softmax<float>(x.Span, Rows, Columns, 1, y.Span);

    [Benchmark]
    public void LogSoftmaxOfEachRow() => Reduction.LogSoftmax<float>(x.Span, Rows, Columns, 1, y.Span);
}
