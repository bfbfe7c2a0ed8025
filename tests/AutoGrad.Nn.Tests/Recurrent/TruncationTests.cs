using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Nn.Tests.Recurrent;

/// <summary>Truncated back-propagation through time: windows of one long sequence.</summary>
public class TruncationTests
{
    private const int Steps = 6, Window = 3, Inputs = 2, Hidden = 3;
    private static readonly double[] s_x = [.. Enumerable.Range(0, Steps * Inputs).Select(i => Math.Sin(2.3 * i))];

    [Fact]
    public void Windows_compute_the_values_of_the_whole_sequence()
    {
        var network = new Lstm<double>(Inputs, Hidden, new RandomSource(1));
        var tape = new Tape<double>();
        double[] whole = network.Forward(Part(tape, 0, Steps)).Output.Value.ToArray();
        tape.Reset();

        CarriedLstmState<double> carried = network.NewState(1);
        var parts = new List<double>();
        for (int start = 0; start < Steps; start += Window)
        {
            (Variable<double> output, LstmState<double> state) = network.Forward(Part(tape, start, Window), carried.On(tape));
            parts.AddRange(output.Value.ToArray());
            carried.Keep(state);
            tape.Reset();
        }

        Assert.All(whole.Zip(parts), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        carried.Clear();
        Assert.All(carried.On(tape).Cell.Value.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Within_a_window_the_gradient_is_the_full_one()
    {
        var network = new Lstm<double>(Inputs, Hidden, new RandomSource(1));
        var tape = new Tape<double>();
        network.Forward(Part(tape, 0, Window)).Output.Square().Sum().Backward();
        double[] full = Gradients(network);

        tape.Reset();
        network.Forward(Part(tape, 0, Window), network.NewState(1).On(tape)).Output.Square().Sum().Backward();

        Assert.Equal(full, Gradients(network));
    }

    [Fact]
    public void At_a_border_the_gradient_ends_carried_or_detached()
    {
        var network = new Lstm<double>(Inputs, Hidden, new RandomSource(1));
        var tape = new Tape<double>();

        // The loss lies in the second window. Detached on one tape, nothing reaches the first window's inputs.
        Variable<double> first = Input(tape, 0);
        Variable<double> second = Input(tape, Window);
        LstmState<double> border = network.Forward(first).State.Detach();
        network.Forward(second, border).Output.Square().Sum().Backward();
        double[] truncated = Gradients(network);
        double[] ofSecond = second.Gradient.ToArray();
        Assert.All(first.Gradient.ToArray(), value => Assert.Equal(0, value));

        // Carried over a reset, the same gradients arise.
        tape.Reset();
        CarriedLstmState<double> carried = network.NewState(1);
        carried.Keep(network.Forward(Part(tape, 0, Window)).State);
        tape.Reset();
        Variable<double> alone = Input(tape, Window);
        network.Forward(alone, carried.On(tape)).Output.Square().Sum().Backward();
        Assert.Equal(truncated, Gradients(network));
        Assert.Equal(ofSecond, alone.Gradient.ToArray());

        // Neither detached nor carried, it reaches back, and is another one.
        tape.Reset();
        Variable<double> reached = Input(tape, 0);
        network.Forward(Part(tape, Window, Window), network.Forward(reached).State).Output.Square().Sum().Backward();
        Assert.All(reached.Gradient.ToArray(), value => Assert.NotEqual(0, value));
        Assert.NotEqual(truncated, Gradients(network));
    }

    [Fact]
    public void A_carried_state_is_saved_and_restored()
    {
        var network = new Gru<double>(Inputs, Hidden, new RandomSource(1));
        var tape = new Tape<double>();
        CarriedState<double> carried = network.NewState(1), other = network.NewState(1);
        carried.Keep(network.Forward(Part(tape, 0, Window)).State);

        other.State().Single().Restore(carried.State().Single().Bytes);

        Assert.Equal(carried.On(tape).Value.ToArray(), other.On(tape).Value.ToArray());
        Assert.Equal(["hidden.state", "cell.state"], new Lstm<float>(1, 1, new RandomSource(1)).NewState(1).State().Select(slot => slot.Name));
    }

    private static Variable<double> Part(Tape<double> tape, int start, int count) => tape.Constant(s_x.AsSpan(start * Inputs, count * Inputs), count, 1, Inputs);

    private static Variable<double> Input(Tape<double> tape, int start) => tape.Variable(s_x.AsSpan(start * Inputs, Window * Inputs), Window, 1, Inputs);

    private static double[] Gradients(Module<double> network)
    {
        double[] all = [.. network.Parameters.SelectMany(parameter => parameter.Gradient.ToArray())];
        network.ZeroGradients();
        return all;
    }
}
