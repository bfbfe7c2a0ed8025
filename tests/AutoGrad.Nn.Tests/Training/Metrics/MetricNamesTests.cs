using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Tests.Training.Metrics;

public class MetricNamesTests
{
    [Fact]
    public void Names_are_those_in_results()
    {
        Assert.Equal("accuracy", new Accuracy<float>().Name);
        Assert.Equal(MetricNames.Accuracy, new Accuracy<float>().Name);
        Assert.Equal("top-3 accuracy", new Accuracy<float>(top: 3).Name);
        Assert.Equal(MetricNames.TopAccuracy(3), new Accuracy<float>(top: 3).Name);
        Assert.Equal(MetricNames.RootMeanSquaredError, new RootMeanSquaredError<float>().Name);
        Assert.Equal(MetricNames.CoefficientOfDetermination, new CoefficientOfDetermination<float>().Name);
    }
}
