using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Tests.Layers;

public class DropoutTests
{
    [Fact]
    public void Training_drops_the_given_part_and_scales_the_rest()
    {
        var layer = new Dropout<double>(0.2, new RandomSource(1));
        var tape = new Tape<double>();

        double[] y = layer.Forward(tape.Filled(2, 100, 101)).Value.ToArray();

        Assert.All(y, value => Assert.True(value is 0 or 2 / 0.8));

        // Of 10,100 numbers 2,020 drop, give or take five deviations of 40.
        Assert.InRange(y.Count(value => value == 0), 1_820, 2_220);
    }

    [Fact]
    public void The_gradient_passes_where_the_value_does()
    {
        var layer = new Dropout<double>(0.5, new RandomSource(1));
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable(Enumerable.Repeat(1.0, 50).ToArray());

        Variable<double> y = layer.Forward(x);
        y.Sum().Backward();

        Assert.Equal(y.Value.ToArray(), x.Gradient.ToArray());
        Assert.Contains(2.0, x.Gradient.ToArray());
        Assert.Contains(0.0, x.Gradient.ToArray());
    }

    [Fact]
    public void Evaluation_and_probability_0_record_nothing()
    {
        var model = new Sequential<double>(new Dropout<double>(0.5, new RandomSource(1)));
        var never = new Dropout<double>(0, new RandomSource(1));
        var tape = new Tape<double>();
        Variable<double> x = tape.Filled(3, 4);

        model.Evaluate();
        Variable<double> y = never.Forward(model.Forward(x));

        Assert.Equal(1, tape.Count);
        Assert.Equal(x.Value.ToArray(), y.Value.ToArray());
        model.Train();
        Assert.NotEqual(x.Value.ToArray(), model.Forward(x).Value.ToArray());
    }

    [Fact]
    public void A_restored_state_drops_the_same_again()
    {
        var model = new Sequential<double>(new Linear<double>(8, 8, new RandomSource(1)), new Dropout<double>(0.5, new RandomSource(2)));
        var tape = new Tape<double>();
        Variable<double> x = tape.Filled(1, 4, 8);
        model.Forward(x);
        Dictionary<string, byte[]> saved = model.State().ToDictionary(slot => slot.Name, slot => slot.Bytes.ToArray());

        double[] first = model.Forward(x).Value.ToArray();
        double[] second = model.Forward(x).Value.ToArray();
        foreach (StateSlot slot in model.State())
        {
            slot.Restore(saved[slot.Name]);
        }

        Assert.Equal(["0.weight", "0.bias", "1.random"], saved.Keys);
        Assert.NotEqual(first, second);
        Assert.Equal(first, model.Forward(x).Value.ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_probability_out_of_range_is_refused_where_it_is_given(double probability) =>
        Assert.Throws<ModuleException>(() => new Dropout<float>(probability, new RandomSource(1)));
}
