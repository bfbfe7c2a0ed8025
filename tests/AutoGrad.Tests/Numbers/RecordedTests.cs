using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Numbers;

/// <summary>Arithmetic with a formula's own constants records nothing that need not be.</summary>
public class RecordedTests
{
    private readonly Variable<double> variable;

    public RecordedTests()
    {
        // Behind another leaf: the first one has the number that no variable has, too.
        var tape = new Tape<double>();
        tape.Constant(0);
        variable = tape.Variable(3.0);
    }

    private Recorded<double> X => new(variable);

    [Fact]
    public void Zero_and_one_vanish()
    {
        Recorded<double> zero = Recorded<double>.Constant(0);
        Recorded<double> one = Recorded<double>.Constant(1);
        Assert.All([zero + X, X + zero, X - zero, one * X, X * one, X / one], same => Assert.Equal(variable.Index, same.Variable.Index));
        Assert.All([zero * X, X * zero], none => Assert.True(none.IsConstant && none.ConstantValue == 0));
    }

    [Fact]
    public void Minus_one_and_a_difference_from_zero_negate()
    {
        Recorded<double> minusOne = Recorded<double>.Constant(-1);
        Recorded<double>[] negated = [minusOne * X, X * minusOne, Recorded<double>.Constant(0) - X, -X];
        Assert.All(negated, y => Assert.Equal(-3.0, y.Variable.Value.Item));
        Assert.All(negated, y => Assert.Equal(Negate.Info.Name, y.Variable.Tape.Node(y.Variable.Index).Recorder!.Info.Name));
    }

    [Fact]
    public void Arithmetic_among_constants_is_done_at_once()
    {
        Recorded<double> two = Recorded<double>.Constant(2);
        Recorded<double> half = Recorded<double>.Constant(0.5);
        Assert.Equal([2.5, 1.5, 1, 4], new[] { two + half, two - half, two * half, two / half }.Select(y => y.IsConstant ? y.ConstantValue : double.NaN));
        Assert.True((-two).IsConstant);
        Assert.Equal(-2, (-two).ConstantValue);
    }

    [Fact]
    public void Choice_by_a_constant_is_the_chosen_operand()
    {
        Recorded<double> other = Recorded<double>.Constant(7);
        Assert.Equal(variable.Index, Recorded<double>.Select(Recorded<double>.Constant(1), X, other).Variable.Index);
        Assert.Equal(7, Recorded<double>.Select(Recorded<double>.Constant(0), X, other).ConstantValue);
        Assert.Equal(3, Recorded<double>.Select(new(variable.Tape.Constant(1.0)), X, other).Variable.Value.Item);
        Assert.Equal(7, Recorded<double>.Select(new(variable.Tape.Constant(0.0)), X, other).Variable.Value.Item);
    }

    [Fact]
    public void Power_by_a_constant_needs_no_logarithm()
    {
        Assert.Equal(9, Recorded<double>.Pow(X, Recorded<double>.Constant(2)).Variable.Value.Item);
        Assert.Equal(PowerScalar.Info.Name, NameOf(Recorded<double>.Pow(X, Recorded<double>.Constant(2))));
        Assert.Equal(Power.Info.Name, NameOf(Recorded<double>.Pow(X, X)));
    }

    private static string NameOf(Recorded<double> y) => y.Variable.Tape.Node(y.Variable.Index).Recorder!.Info.Name;
}
