using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Nn.Tests;

public class ModuleTests
{
    private static Sequential<double> Model(long seed) => new(
        new Linear<double>(3, 4, new RandomSource(seed)),
        Activation<double>.Tanh,
        new Sequential<double>(new Linear<double>(4, 2, new RandomSource(seed + 1), hasBias: false)));

    [Fact]
    public void Parameters_bear_the_names_of_the_path_to_them()
    {
        Sequential<double> model = Model(1);

        Assert.Equal(["0.weight", "0.bias", "2.0.weight"], model.NamedParameters.Select(named => named.Name));
        Assert.Equal(["0.weight", "0.bias", "2.0.weight"], model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal((4 * 3) + 4 + (2 * 4), model.ParameterCount);
    }

    [Fact]
    public void A_shared_parameter_counts_once()
    {
        var shared = new Linear<double>(3, 3, new RandomSource(1));
        var model = new Sequential<double>(shared, Activation<double>.Tanh, shared);

        Assert.Equal(["0.weight", "0.bias"], model.NamedParameters.Select(named => named.Name));
    }

    [Fact]
    public void CopyFrom_takes_all_values_over()
    {
        Sequential<double> from = Model(1), to = Model(5);

        to.CopyFrom(from);

        Assert.Equal(
            from.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray()), to.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray()));
    }

    [Fact]
    public void CopyFrom_another_architecture_names_the_parameter_and_changes_nothing()
    {
        Sequential<double> to = Model(5);
        double[] before = [.. to.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray())];
        var other = new Sequential<double>(new Linear<double>(3, 4, new RandomSource(1)), Activation<double>.Tanh, new Sequential<double>(new Linear<double>(4, 3, new RandomSource(2), hasBias: false)));

        ModuleException error = Assert.Throws<ModuleException>(() => to.CopyFrom(other));

        Assert.Contains("'2.0.weight'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, to.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray()));
    }

    [Fact]
    public void CopyFrom_takes_counts_and_positions_of_random_sources_over()
    {
        static Sequential<double> Noisy(long seed) => new(
            new Linear<double>(2, 2, new RandomSource(seed)), new BatchNorm<double>(2, momentum: null), new Dropout<double>(0.5, new RandomSource(seed + 1)));
        Sequential<double> from = Noisy(1), to = Noisy(5);
        double[] x = [1, 2, -3, 0.5, 0.2, 0.1, 4, -1];
        from.Forward(new Tape<double>().Constant(x, 4, 2));

        to.CopyFrom(from);

        Assert.Equal(1, ((BatchNorm<double>)to.Layers[1]).BatchesTracked);
        Assert.Equal(from.State().Select(slot => slot.Bytes.ToArray()), to.State().Select(slot => slot.Bytes.ToArray()));
        Assert.Equal(from.Forward(new Tape<double>().Constant(x, 4, 2)).Value.ToArray(), to.Forward(new Tape<double>().Constant(x, 4, 2)).Value.ToArray());
    }

    [Fact]
    public void CopyFrom_a_module_with_more_or_less_names_what_is_too_many_or_missing()
    {
        var plain = new Sequential<double>(new Linear<double>(2, 2, new RandomSource(1)));
        var noisy = new Sequential<double>(new Linear<double>(2, 2, new RandomSource(1)), new Dropout<double>(0.5, new RandomSource(2)));

        Assert.Contains("'1.random'", Assert.Throws<ModuleException>(() => plain.CopyFrom(noisy)).Message, StringComparison.Ordinal);
        Assert.Contains("'1.random'", Assert.Throws<ModuleException>(() => noisy.CopyFrom(plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_module_gets_no_gradients()
    {
        Sequential<double> model = Model(1);
        ((Linear<double>)model.Layers[0]).Freeze();
        var tape = new Tape<double>();

        model.Forward(tape.Filled(1, 5, 3)).Sum().Backward();

        Assert.Equal([false, false, true], model.Parameters.Select(parameter => parameter.Gradient.Span.ContainsAnyExcept(0)));
    }

    [Fact]
    public void Summary_lists_names_shapes_and_counts() => Assert.Equal(
        """
        parameter   shape   count
        0.weight    (4, 3)     12
        0.bias      (4,)        4
        2.0.weight  (2, 4)      8
        total                  24

        """,
        Model(1).Summary());

    [Fact]
    public void A_module_cannot_be_inside_itself()
    {
        var outer = new Box();
        var inner = new Box();
        outer.Put("inner", inner);

        Assert.StartsWith("Add: the module 'self' is the one that it is added to", Assert.Throws<ModuleException>(() => outer.Put("self", outer)).Message, StringComparison.Ordinal);
        Assert.Contains("a module cannot be inside itself", Assert.Throws<ModuleException>(() => inner.Put("outer", outer)).Message, StringComparison.Ordinal);
        Assert.Empty(inner.Children);
    }

    [Fact]
    public void What_is_not_added_is_asked_for_where_nothing_is_to_train()
    {
        string message = Assert.Throws<ModuleException>(() => new Adam<float>(new Box().Parameters)).Message;

        Assert.Contains("let the module Add its parameters", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_of_a_module_are_a_list_whose_gradients_can_be_clipped()
    {
        var layer = new Linear<double>(1, 1, new RandomSource(1), hasBias: false);
        layer.Forward(new Tape<double>().Constant([4], 1, 1)).Sum().Backward();

        Assert.Equal(4, GradientClipping.ByNorm(layer.Parameters, 1));
        Assert.Equal([1], layer.Parameters[0].Gradient.ToArray());
    }

    private sealed class Box : Module<float>
    {
        public void Put(string name, Module<float> module) => Add(name, module);
    }
}
