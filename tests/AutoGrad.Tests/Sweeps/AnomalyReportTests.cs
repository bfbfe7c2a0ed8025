using AutoGrad.Errors;

namespace AutoGrad.Tests.Sweeps;

public class AnomalyReportTests
{
    [Fact]
    public void Report_gives_the_range_of_the_value_and_of_each_operand()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([0.5, 1.0]);
        AnomalyException found = Assert.Throws<AnomalyException>(() => ((x - 0.5) * 2).Log());
        string[] lines = found.Message.Split(Environment.NewLine);
        Assert.StartsWith("log made from 0 to 0, 0 NaN and 1 infinite of 2 out of finite numbers", lines[0], StringComparison.Ordinal);
        Assert.Equal("  operand 0: mul (2,), from 0 to 1", lines[1]);
        Assert.StartsWith("  from mul (2,), from 0 to 1, recorded at ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("  from sub (2,), from 0 to 0.5, recorded at ", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void Report_of_a_gradient_gives_the_operands_by_kind_and_name()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        var w = new Parameter<double>([0.0]) { Name = "w" };
        Variable<double> y = (tape.Watch(w).Sqrt() + tape.Variable([1.0]).Named("x").Sqrt()).Sum();
        string[] lines = Assert.Throws<AnomalyException>(() => y.Backward()).Message.Split(Environment.NewLine);
        Assert.Equal("  upstream gradient: (1,), from 1 to 1", lines[1]);
        Assert.Equal("  operand 0: parameter 'w' (1,), from 0 to 0", lines[2]);

        tape.Reset();
        y = tape.Variable([0.0]).Named("x").Sqrt().Sum();
        Assert.Contains("  operand 0: leaf 'x' (1,), from 0 to 0", Assert.Throws<AnomalyException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chain_ends_after_twelve_records()
    {
        var tape = new Tape<double> { DetectAnomalies = true };
        Variable<double> x = tape.Variable([1.0]);
        for (int i = 0; i < 20; i++)
        {
            x *= 1;
        }

        Assert.Equal(12, Assert.Throws<AnomalyException>(() => (x - 1).Log()).Chain.Count);

        Variable<double> root = tape.Variable([0.0]).Sqrt();
        for (int i = 0; i < 20; i++)
        {
            root *= 1;
        }

        Assert.Equal(12, Assert.Throws<AnomalyException>(() => root.Backward()).Chain.Count);
    }
}
