using AutoGrad.Errors;
using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Nn.Tests.Recurrent;

public class RecurrentLayerTests
{
    private const int Inputs = 3, Hidden = 4, Steps = 5, Samples = 2;
    private static readonly double[] s_x = [.. Enumerable.Range(0, Steps * Samples * Inputs).Select(i => Math.Sin(1.7 * i))];

    [Fact]
    public void Names_are_those_of_PyTorch()
    {
        var network = new Lstm<float>(Inputs, Hidden, new RandomSource(1), layers: 2, isBidirectional: true);

        Assert.Equal(
            [
                "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
                "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse",
                "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1",
                "weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse", "bias_hh_l1_reverse",
            ],
            network.NamedParameters.Select(named => named.Name));
        Assert.Equal([16, 8], network.Parameters.ElementAt(8).Shape.Lengths.ToArray());
        Assert.Equal("lstm(3 -> 4, 2 layers, both directions)", network.ToString());
        Assert.Equal(
            ["weight_ih", "weight_hh", "bias_ih", "bias_hh"], new GruCell<float>(Inputs, Hidden, new RandomSource(1)).NamedParameters.Select(named => named.Name));
        Assert.Equal(
            ["weight_ih_l0", "weight_hh_l0"], new Rnn<float>(Inputs, Hidden, new RandomSource(1), hasBias: false).NamedParameters.Select(named => named.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_layer_is_its_cell_step_by_step(bool hasBias)
    {
        var rnn = new Rnn<double>(Inputs, Hidden, new RandomSource(1), RnnNonlinearity.Relu, hasBias: hasBias);
        var rnnCell = new RnnCell<double>(Inputs, Hidden, new RandomSource(2), RnnNonlinearity.Relu, hasBias);
        var gru = new Gru<double>(Inputs, Hidden, new RandomSource(1), hasBias: hasBias);
        var gruCell = new GruCell<double>(Inputs, Hidden, new RandomSource(2), hasBias);
        var lstm = new Lstm<double>(Inputs, Hidden, new RandomSource(1), hasBias: hasBias);
        var lstmCell = new LstmCell<double>(Inputs, Hidden, new RandomSource(2), hasBias);
        Copy(rnn, rnnCell);
        Copy(gru, gruCell);
        Copy(lstm, lstmCell);
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(s_x, Steps, Samples, Inputs);
        (Variable<double> rnnOutput, Variable<double> rnnState) = rnn.Forward(x);
        (Variable<double> gruOutput, Variable<double> gruState) = gru.Forward(x);
        (Variable<double> lstmOutput, LstmState<double> lstmState) = lstm.Forward(x);

        Variable<double> h = default, g = default;
        LstmState<double> l = default;
        for (int step = 0; step < Steps; step++)
        {
            h = rnnCell.Forward(x.Select(0, step), h);
            g = gruCell.Forward(x.Select(0, step), g);
            l = lstmCell.Forward(x.Select(0, step), l);
            Close(h, rnnOutput.Select(0, step));
            Close(g, gruOutput.Select(0, step));
            Close(l.Hidden, lstmOutput.Select(0, step));
        }

        Close(h, rnnState.Select(0, 0));
        Close(g, gruState.Select(0, 0));
        Close(l.Hidden, lstmState.Hidden.Select(0, 0));
        Close(l.Cell, lstmState.Cell.Select(0, 0));
    }

    [Fact]
    public void A_batch_first_network_is_that_of_the_transposed_sequence()
    {
        var network = new Gru<double>(Inputs, Hidden, new RandomSource(1), layers: 2, isBidirectional: true);
        var batchFirst = new Gru<double>(Inputs, Hidden, new RandomSource(2), layers: 2, isBidirectional: true, isBatchFirst: true);
        batchFirst.CopyFrom(network);
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(s_x, Steps, Samples, Inputs);

        (Variable<double> output, Variable<double> state) = network.Forward(x);
        (Variable<double> other, Variable<double> otherState) = batchFirst.Forward(x.Transpose(0, 1));

        Close(output, other.Transpose(0, 1));
        Close(state, otherState);
        Assert.Equal([4, Samples, Hidden], state.Shape.Lengths.ToArray());
        Assert.Equal([Steps, Samples, 2 * Hidden], output.Shape.Lengths.ToArray());
    }

    [Fact]
    public void The_second_direction_reads_from_the_end()
    {
        var both = new Lstm<double>(Inputs, Hidden, new RandomSource(1), isBidirectional: true);
        var one = new Lstm<double>(Inputs, Hidden, new RandomSource(2));
        Parameter<double>[] all = [.. both.Parameters];
        foreach ((Parameter<double> source, Parameter<double> target) in all.Skip(4).Zip(one.Parameters))
        {
            source.Value.Span.CopyTo(target.MutableValue);
        }

        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(s_x, Steps, Samples, Inputs);
        (Variable<double> output, LstmState<double> state) = both.Forward(x);
        (Variable<double> flipped, LstmState<double> last) = one.Forward(x.Flip(0));

        Close(output.Slice(2, Hidden), flipped.Flip(0));
        Close(state.Hidden.Select(0, 1), last.Hidden.Select(0, 0));
        Close(state.Cell.Select(0, 1), last.Cell.Select(0, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sequence_without_a_batch_is_that_of_a_batch_of_one(bool isBatchFirst)
    {
        var network = new Lstm<double>(Inputs, Hidden, new RandomSource(1), layers: 2, isBatchFirst: isBatchFirst);
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(s_x.AsSpan(0, Steps * Inputs), Steps, Inputs);
        Variable<double> h = tape.Constant([.. Enumerable.Range(0, 8).Select(i => Math.Cos(i))], 2, Hidden);

        (Variable<double> output, LstmState<double> state) = network.Forward(x, new(h, h));
        (Variable<double> batch, LstmState<double> batchState) = network.Forward(x.ExpandAxes(isBatchFirst ? 0 : 1), new(h.ExpandAxes(1), h.ExpandAxes(1)));

        Assert.Equal([Steps, Hidden], output.Shape.Lengths.ToArray());
        Assert.Equal([2, Hidden], state.Cell.Shape.Lengths.ToArray());
        Assert.Equal(batch.Value.ToArray(), output.Value.ToArray());
        Assert.Equal(batchState.Cell.Value.ToArray(), state.Cell.Value.ToArray());
        var cell = new GruCell<double>(Inputs, Hidden, new RandomSource(1));
        Assert.Equal(cell.Forward(x.Slice(0, 0, 1)).Value.ToArray(), cell.Forward(x.Select(0, 0)).Value.ToArray());
    }

    [Fact]
    public void Gradients_through_time_are_those_of_finite_differences()
    {
        var rnn = new Rnn<double>(2, 2, new RandomSource(1), isBidirectional: true);
        var gru = new Gru<double>(2, 2, new RandomSource(1), layers: 2);
        var lstm = new Lstm<double>(2, 2, new RandomSource(1));
        var x = new GradientCheckInput([.. s_x.Take(12)], 3, 2, 2);
        var options = new GradientCheckOptions { Order = 1 };

        GradientCheck.Check(input => rnn.Forward(input).Output, x, options).ThrowIfFailed();
        GradientCheck.Check(input => gru.Forward(input).Output, x, options).ThrowIfFailed();
        GradientCheck.Check(input => lstm.Forward(input).State.Cell, x, options).ThrowIfFailed();
    }

    [Fact]
    public void A_warm_training_step_allocates_nothing()
    {
        var network = new Lstm<float>(Inputs, Hidden, new RandomSource(1), layers: 2, isBidirectional: true);
        CarriedLstmState<float> carried = network.NewState(Samples);
        float[] x = [.. s_x.Select(value => (float)value)];
        var tape = new Tape<float>();
        Parameter<float>[] parameters = [.. network.Parameters];
        for (int round = 0; round < 4; round++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 4; round++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            (Variable<float> output, LstmState<float> state) = network.Forward(tape.Constant(x, Steps, Samples, Inputs), carried.On(tape));
            output.Square().Sum().Backward();
            foreach (Parameter<float> parameter in parameters)
            {
                parameter.Descend(0.01f);
                parameter.ZeroGradient();
            }

            carried.Keep(state);
            tape.Reset();
        }
    }

    [Fact]
    public void Wrong_sizes_name_the_shapes()
    {
        var network = new Gru<float>(Inputs, Hidden, new RandomSource(1), layers: 2);
        var cell = new LstmCell<float>(Inputs, Hidden, new RandomSource(1));
        var tape = new Tape<float>();
        Variable<float> x = tape.Filled(1, Steps, Samples, Inputs);

        Assert.Contains("(5, 2, 4)", Assert.Throws<ShapeException>(() => network.Forward(tape.Filled(1, 5, 2, 4))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => network.Forward(tape.Filled(1, 0, 2, 3)));
        Assert.Contains("(2, 2, 4)", Assert.Throws<ShapeException>(() => network.Forward(x, tape.Filled(1, 1, Samples, Hidden))).Message, StringComparison.Ordinal);
        Assert.Contains("(2, 2)", Assert.Throws<ShapeException>(() => cell.Forward(tape.Filled(1, 2, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => cell.Forward(tape.Filled(1, 2, 3), new(tape.Filled(1, 2, 4), tape.Filled(1, 1, 4))));
        Assert.Throws<ShapeException>(() => network.NewState(3).Keep(tape.Filled(1, 2, 2, 4)));
        Assert.Throws<ModuleException>(() => network.NewState(0));
        Assert.Throws<ModuleException>(() => new Rnn<float>(0, 2, new RandomSource(1)));
        Assert.Throws<ModuleException>(() => new Lstm<float>(2, 2, new RandomSource(1), layers: 0));
        Assert.Throws<ModuleException>(() => new GruCell<float>(2, -1, new RandomSource(1)));
    }

    private static void Copy(Module<double> from, Module<double> to)
    {
        foreach ((Parameter<double> source, Parameter<double> target) in from.Parameters.Zip(to.Parameters))
        {
            source.Value.Span.CopyTo(target.MutableValue);
        }
    }

    private static void Close(Variable<double> expected, Variable<double> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.Value.ToArray().Zip(actual.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void The_forget_bias_is_added_to_the_forget_gates_of_all_layers_and_directions()
    {
        var plain = new Lstm<double>(2, 3, new RandomSource(1), layers: 2, isBidirectional: true);
        var open = new Lstm<double>(2, 3, new RandomSource(1), layers: 2, isBidirectional: true, forgetBias: 1.5);

        int found = 0;
        foreach (((string name, Parameter<double> before), (_, Parameter<double> after)) in plain.NamedParameters.Zip(open.NamedParameters))
        {
            bool isInputBias = name.StartsWith("bias_ih", StringComparison.Ordinal);
            double[] expected = [.. before.Value.ToArray().Select((value, i) => value + (isInputBias && i is >= 3 and < 6 ? 1.5 : 0))];
            Assert.Equal(expected, after.Value.ToArray());
            found += isInputBias ? 1 : 0;
        }

        Assert.Equal(4, found);
        Assert.Contains("without biases", Assert.Throws<ModuleException>(() => new Lstm<float>(2, 3, new RandomSource(1), hasBias: false, forgetBias: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("must be finite", Assert.Throws<ModuleException>(() => new Lstm<float>(2, 3, new RandomSource(1), forgetBias: double.NaN)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_whose_product_no_array_holds_are_named()
    {
        string message = Assert.Throws<ModuleException>(() => new Gru<float>(3, 1_000_000_000, new RandomSource(1))).Message;

        Assert.StartsWith("Gru: 3 inputs and a state of 1000000000: the weights would be 3000000000000000000 numbers", message, StringComparison.Ordinal);
    }
}
