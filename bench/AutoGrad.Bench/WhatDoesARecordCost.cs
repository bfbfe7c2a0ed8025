using AutoGrad.Bench.Networks;
using BenchmarkDotNet.Attributes;

namespace AutoGrad.Bench;

/// <summary>Recording and sweep of one operation on operands of one element, in a chain of a thousand.</summary>
[MemoryDiagnoser]
public class WhatDoesARecordCost
{
    private const int Operations = 1000;
    private readonly Tape<double> tape = new();
    private readonly TapeTwoTwoTwo matrices = new TapeTwoTwoTwo(new NetworkData(2, 2, 2, 1));
    private readonly TapeTwoTwoTwoScalars scalars = new TapeTwoTwoTwoScalars(new NetworkData(2, 2, 2, 1));

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Negate()
    {
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y = -y;
        }

        Finish(y);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void NegateWithoutSweep()
    {
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y = -y;
        }

        tape.Reset();
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Add()
    {
        Variable<double> x = tape.Variable(1e-6);
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y += x;
        }

        Finish(y);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Multiply()
    {
        Variable<double> x = tape.Variable(1.000001);
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y *= x;
        }

        Finish(y);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void MultiplyByNumber()
    {
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y *= 1.000001;
        }

        Finish(y);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Tanh()
    {
        Variable<double> y = tape.Variable(0.5);
        for (int i = 0; i < Operations; i++)
        {
            y = y.Tanh();
        }

        Finish(y);
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public void MatMul()
    {
        Variable<double> x = tape.Variable([1.0], 1, 1);
        Variable<double> y = x;
        for (int i = 0; i < Operations; i++)
        {
            y = y.MatMul(x);
        }

        Finish(y.Sum());
    }

    [Benchmark]
    public void StepOfTwoTwoTwoInMatrixForm() => matrices.Step();

    [Benchmark]
    public void StepOfTwoTwoTwoInScalarForm() => scalars.Step();

    private void Finish(Variable<double> y)
    {
        y.Backward();
        tape.Reset();
    }
}
