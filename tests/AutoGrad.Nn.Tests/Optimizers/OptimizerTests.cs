using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Tests.Optimizers;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. Makers<double>().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_does_the_same_in_vectors_and_in_single_numbers(string name)
    {
        const int Count = 67;
        double[] start = [.. Enumerable.Range(0, Count).Select(i => Math.Sin(i * 0.7))];
        var whole = new Parameter<double>(start);
        Parameter<double>[] parts = [.. start.Select(value => new Parameter<double>([value]))];
        Optimizer<double> ofWhole = Makers<double>()[name]([whole]);
        Optimizer<double> ofParts = Makers<double>()[name](parts);
        for (int step = 0; step < 9; step++)
        {
            for (int i = 0; i < Count; i++)
            {
                double gradient = Math.Cos((step * 1.3) + i);
                whole.MutableGradient[i] = gradient;
                parts[i].MutableGradient[0] = gradient;
            }

            ofWhole.Step();
            ofParts.Step();
        }

        Assert.NotEqual(start, whole.Value.ToArray());
        Assert.All(parts.Zip(whole.Value.ToArray()), pair => Assert.Equal(pair.Second, pair.First.Value.Item, 1e-14));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_allocates_nothing_once_warm(string name)
    {
        var parameter = new Parameter<float>(new float[100], 10, 10);
        Optimizer<float> optimizer = Makers<float>()[name]([parameter]);
        for (int i = 0; i < 40; i++)
        {
            parameter.MutableGradient.Fill(i % 3 - 1);
            optimizer.Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step();
        optimizer.Step();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loaded_state_goes_on_bit_for_bit(string name)
    {
        var x = new Parameter<double>([0.3, -0.7, 1.1]);
        var y = new Parameter<double>([2.5]);
        Optimizer<double> first = Makers<double>()[name]([x, y]);
        Run(first, x, y, 0, 7);
        var x2 = new Parameter<double>(x.Value.Span);
        var y2 = new Parameter<double>(y.Value.Span);
        Optimizer<double> second = Makers<double>()[name]([x2, y2]);
        first.Rate = 0.017;

        Load(first, second);
        Run(first, x, y, 7, 15);
        Run(second, x2, y2, 7, 15);

        Assert.Equal(0.017, second.Rate);
        Assert.Equal(15, second.StepCount);
        Assert.Equal(x.Value.ToArray(), x2.Value.ToArray());
        Assert.Equal(y.Value.ToArray(), y2.Value.ToArray());
    }

    [Fact]
    public void State_has_the_names_of_pytorch()
    {
        var adam = new Adam<double>([new Parameter<double>([1.0, 2]), new Parameter<double>(3.0)], isAmsGrad: true);

        string[] names = [.. adam.State().Select(slot => slot.Name)];

        Assert.Equal(
            ["step", "group.0.rate", "0.step", "0.exp_avg", "0.exp_avg_sq", "0.max_exp_avg_sq", "1.step", "1.exp_avg", "1.exp_avg_sq", "1.max_exp_avg_sq"],
            names);
    }

    [Fact]
    public void Step_leaves_frozen_parameters_and_those_without_a_gradient_alone()
    {
        var moved = new Parameter<double>([1.0]);
        var frozen = new Parameter<double>([1.0]) { IsFrozen = true };
        var unused = new Parameter<double>([1.0]);
        var optimizer = new Adam<double>([moved, frozen, unused], weightDecay: 0.1);
        moved.MutableGradient[0] = 1;
        frozen.MutableGradient[0] = 1;

        optimizer.Step();

        Assert.NotEqual(1, moved.Value.Item);
        Assert.Equal(1, frozen.Value.Item);
        Assert.Equal(1, unused.Value.Item);
    }

    [Fact]
    public void Groups_have_rates_and_decays_of_their_own()
    {
        var x = new Parameter<double>([1.0]);
        var y = new Parameter<double>([1.0]);
        var optimizer = new GradientDescent<double>(
            [new ParameterGroup<double>([x]), new ParameterGroup<double>([y]) { Rate = 0.5, WeightDecay = 0 }], rate: 0.1, weightDecay: 2);
        x.MutableGradient[0] = 1;
        y.MutableGradient[0] = 1;

        optimizer.Step();

        Assert.Equal(1 - (0.1 * 3), x.Value.Item, 1e-15);
        Assert.Equal(0.5, y.Value.Item, 1e-15);
        optimizer.Rate = 0.25;
        Assert.All(optimizer.Groups, group => Assert.Equal(0.25, group.Rate));
    }

    [Fact]
    public void Wrong_configuration_is_refused_where_it_is_made()
    {
        var x = new Parameter<double>([1.0]) { Name = "hidden.weight" };
        Refused("rate", () => new Adam<double>([x], -1));
        Refused("rate", () => new GradientDescent<double>([x], double.NaN));
        Refused("beta1", () => new Adam<double>([x], beta1: 1));
        Refused("beta2", () => new AdamW<double>([x], beta2: -0.1));
        Refused("momentum", () => new RMSprop<double>([x], momentum: 1));
        Refused("decay", () => new Adagrad<double>([x], weightDecay: -1));
        Refused("Nesterov", () => new GradientDescent<double>([x], isNesterov: true));
        Refused("no parameter", () => new Adam<double>(Array.Empty<Parameter<double>>()));
        Refused("no group", () => new Adam<double>(Array.Empty<ParameterGroup<double>>()));
        Refused("hidden.weight", () => new Adam<double>([x, x]));
        Refused("hidden.weight", () => new Adam<double>([new ParameterGroup<double>([x]), new ParameterGroup<double>([x])]));
        Refused("weight decay", () => new Rprop<double>([new ParameterGroup<double>([x]) { WeightDecay = 1 }]));
        Refused("Step(evaluate)", () => Stepped(new LBFGS<double>([x])));
        Refused("Step(evaluate)", () => Stepped(new AdaptiveGradientDescent<double>([x])));
        Refused("shrink", () => new AdaptiveGradientDescent<double>([x], shrink: 1));
        Refused("iterations", () => new LBFGS<double>([x], iterations: 0));

        static Optimizer<double> Stepped(Optimizer<double> optimizer)
        {
            optimizer.Step();
            return optimizer;
        }

        static void Refused(string word, Func<Optimizer<double>> make) =>
            Assert.Contains(word, Assert.Throws<ModuleException>(make).Message, StringComparison.Ordinal);
    }

    internal static void Load(IStateful from, IStateful to)
    {
        foreach ((StateSlot source, StateSlot target) in from.State().Zip(to.State()))
        {
            Assert.Equal(source.Name, target.Name);
            target.Restore(source.Bytes.ToArray());
        }
    }

    private static void Run(Optimizer<double> optimizer, Parameter<double> x, Parameter<double> y, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            for (int i = 0; i < 3; i++)
            {
                x.MutableGradient[i] = x.Value.Span[i] + Math.Sin(step + i);
            }

            y.MutableGradient[0] = Math.Cos(step) * y.Value.Item;
            optimizer.Step();
        }
    }

    private static Dictionary<string, Func<Parameter<T>[], Optimizer<T>>> Makers<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new()
        {
            ["descent"] = p => new GradientDescent<T>(p, 0.1, weightDecay: 0.01),
            ["momentum"] = p => new GradientDescent<T>(p, 0.1, 0.9, 0.1),
            ["nesterov"] = p => new GradientDescent<T>(p, 0.1, 0.9, isNesterov: true, maximizes: true),
            ["adam"] = p => new Adam<T>(p, 0.1, weightDecay: 0.1),
            ["amsgrad"] = p => new Adam<T>(p, 0.1, isAmsGrad: true),
            ["adamw"] = p => new AdamW<T>(p, 0.1),
            ["adamw amsgrad"] = p => new AdamW<T>(p, 0.1, isAmsGrad: true, maximizes: true),
            ["rmsprop"] = p => new RMSprop<T>(p, 0.1),
            ["rmsprop centred"] = p => new RMSprop<T>(p, 0.1, weightDecay: 0.1, momentum: 0.5, isCentered: true),
            ["adagrad"] = p => new Adagrad<T>(p, 0.1, 0.01),
            ["adadelta"] = p => new Adadelta<T>(p),
            ["adamax"] = p => new Adamax<T>(p, 0.1),
            ["nadam"] = p => new NAdam<T>(p, 0.1),
            ["radam"] = p => new RAdam<T>(p, 0.1),
            ["rprop"] = p => new Rprop<T>(p, 0.1),
        };
}
