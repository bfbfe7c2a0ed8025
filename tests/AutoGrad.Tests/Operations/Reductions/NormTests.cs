using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Tests.Operations.Reductions;

/// <summary>Norms and extremes at the ends of the range of numbers, and of no elements.</summary>
public class NormTests
{
    [Fact]
    public void Norm2_of_rows_scales_those_that_need_it()
    {
        double[] rows = [3e200, 4e200, 0, 0, double.PositiveInfinity, 1, 3, 4, 3e-200, 4e-200, double.NaN, 1];
        double[] norms = new Tape<double>().Variable(rows, 6, 2).Norm2(1).Value.ToArray();
        Near(5e200, norms[0]);
        Assert.Equal(0, norms[1]);
        Assert.Equal(double.PositiveInfinity, norms[2]);
        Near(5, norms[3]);
        Near(5e-200, norms[4]);
        Assert.Equal(double.NaN, norms[5]);
    }

    [Fact]
    public void Norm2_in_single_precision_neither_overflows_nor_vanishes()
    {
        var tape = new Tape<float>();
        Near(5e-23f, tape.Variable([3e-23f, 4e-23f]).Norm2().Value.Item);
        Near(5e25f, tape.Variable([3e25f, 4e25f]).Norm2().Value.Item);
    }

    [Fact]
    public void Extreme_of_an_empty_axis_is_refused_only_where_it_must_have_a_value()
    {
        var tape = new Tape<double>();
        foreach (Func<Variable<double>, Variable<double>> extreme in (Func<Variable<double>, Variable<double>>[])[x => x.Max(0), x => x.Min(0), x => x.NormInf(0)])
        {
            Assert.Equal(new Shape([0]), extreme(tape.Variable([], 0, 0)).Shape);
            Assert.Throws<EmptyInputException>(() => extreme(tape.Variable([], 0, 1)));
        }
    }

    private static void Near<T>(T expected, T actual)
        where T : IBinaryFloatingPointIeee754<T>
        => Assert.InRange(double.CreateTruncating(actual / expected), 1 - 1e-6, 1 + 1e-6);
}
