using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;

namespace AutoGrad.Nn.Tests.Optimizers.Schedules;

public class ScheduleTests
{
    [Fact]
    public void Schedules_give_the_rates_of_their_formulas()
    {
        Gives(o => new StepSchedule<double>(o, 2, 0.5), 1, 1, 0.5, 0.5, 0.25);
        Gives(o => new MultiStepSchedule<double>(o, [1, 3], 0.5), 1, 0.5, 0.5, 0.25, 0.25);
        Gives(o => new ExponentialSchedule<double>(o, 0.5), 1, 0.5, 0.25, 0.125);
        Gives(o => new CosineSchedule<double>(o, 2, 0.2), 1, 0.6, 0.2);
        Gives(o => new LinearSchedule<double>(o, 0.5, 1, 2), 0.5, 0.75, 1, 1);
        Gives(o => new ConstantSchedule<double>(o, 0.25, 2), 0.25, 0.25, 1, 1);
        Gives(o => new PolynomialSchedule<double>(o, 2, 2), 1, 0.25, 0, 0);
        Gives(o => new LambdaSchedule<double>(o, step => 1 + step), 1, 2, 3);
        Gives(o => new WarmRestarts<double>(o, 2, 2), 1, 0.5, 1, 0.5 * (1 + Math.Sqrt(0.5)), 0.5, 0.5 * (1 - Math.Sqrt(0.5)), 1);
        Gives(o => new CyclicSchedule<double>(o, 0, 1, 1, 2, CyclicAmplitude.Halving), 0, 1, 0.5, 0, 0.5, 0.25, 0, 0.25);
        Gives(o => new OneCycle<double>(o, 2, 6, 0.5, isLinear: true, startDivisor: 2, endDivisor: 4), 1, 1.5, 2, 1.4166666666666667, 0.8333333333333333, 0.25, 0.25);
        Gives(o => new SequentialSchedule<double>(o, [i => new LinearSchedule<double>(i, 0.5, 1, 2), i => new ExponentialSchedule<double>(i, 0.5)], 2), 0.5, 0.75, 1, 0.5, 0.25);
    }

    [Fact]
    public void Schedule_keeps_the_proportions_of_the_groups()
    {
        var optimizer = new GradientDescent<double>([new ParameterGroup<double>([new(1.0)]), new ParameterGroup<double>([new(1.0)]) { Rate = 0.2 }], 1);
        var schedule = new ExponentialSchedule<double>(optimizer, 0.5);

        schedule.Step();

        Assert.Equal([0.5, 0.1], optimizer.Groups.Select(group => group.Rate));
    }

    [Fact]
    public void Plateau_reduces_the_rate_when_patience_ends()
    {
        GradientDescent<double> optimizer = Optimizer();
        var schedule = new ReduceOnPlateau<double>(optimizer, 0.5, patience: 1);
        var rates = new List<double>();
        foreach (double metric in new[] { 3, 2, 2, double.NaN, 1, 1, 1 })
        {
            schedule.Step(metric);
            rates.Add(optimizer.Rate);
        }

        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], rates);
        Assert.Contains("Step(metric)", Assert.Throws<ModuleException>(schedule.Step).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loaded_state_goes_on_where_it_was()
    {
        GradientDescent<double> first = Optimizer();
        var schedule = new ReduceOnPlateau<double>(first, 0.5, patience: 2);
        schedule.Step(1);
        schedule.Step(1);
        GradientDescent<double> second = Optimizer();
        var loaded = new ReduceOnPlateau<double>(second, 0.5, patience: 2);

        OptimizerTests.Load(schedule, loaded);
        loaded.Step(1);
        loaded.Step(1);

        Assert.Equal(0.5, second.Rate);
    }

    [Fact]
    public void Wrong_configuration_is_refused_where_it_is_made()
    {
        GradientDescent<double> o = Optimizer();
        Assert.Throws<ModuleException>(() => new StepSchedule<double>(o, 0));
        Assert.Throws<ModuleException>(() => new ExponentialSchedule<double>(o, -1));
        Assert.Throws<ModuleException>(() => new CosineSchedule<double>(o, 0));
        Assert.Throws<ModuleException>(() => new OneCycle<double>(o, 1, 10, 0.5, hasThreePhases: true));
        Assert.Throws<ModuleException>(() => new CyclicSchedule<double>(o, 2, 1));
        Assert.Throws<ModuleException>(() => new ReduceOnPlateau<double>(o, factor: 1));
        Assert.Throws<ModuleException>(() => new LambdaSchedule<double>(o, _ => -1));
        Assert.Throws<ModuleException>(() => new SequentialSchedule<double>(o, [i => new CosineSchedule<double>(i, 5)], 3));
        Assert.Throws<ModuleException>(() => new SequentialSchedule<double>(o, [i => new ReduceOnPlateau<double>(i)]));
    }

    private static GradientDescent<double> Optimizer() => new([new Parameter<double>(1.0)], 1);

    private static void Gives(Func<Optimizer<double>, Schedule<double>> make, params double[] expected)
    {
        GradientDescent<double> optimizer = Optimizer();
        Schedule<double> schedule = make(optimizer);
        foreach (double rate in expected)
        {
            Assert.Equal(rate, optimizer.Rate, 1e-15);
            schedule.Step();
        }
    }
}
