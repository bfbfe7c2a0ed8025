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
}
