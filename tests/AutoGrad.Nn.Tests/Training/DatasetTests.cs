using AutoGrad.Errors;
using AutoGrad.Nn.Serialization;
using AutoGrad.Nn.Training;

namespace AutoGrad.Nn.Tests.Training;

public class DatasetTests
{
    private static Dataset<float> Ten() => new([.. Enumerable.Range(0, 20).Select(i => (float)i)], [2], [.. Enumerable.Range(0, 10).Select(i => i % 3)], 3);

    [Fact]
    public void Split_shares_the_samples_out_by_seed()
    {
        (Dataset<float> first, Dataset<float> second) = Ten().Split(0.7, new RandomSource(1));
        (Dataset<float> again, _) = Ten().Split(0.7, new RandomSource(1));
        (Dataset<float> other, _) = Ten().Split(0.7, new RandomSource(2));

        Assert.Equal([7, 3], [first.Count, second.Count]);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), first.Inputs.ToArray().Concat(second.Inputs.ToArray()).Order());
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal((int)(first.Input(i)[0] / 2) % 3, first.Labels[i]));
        Assert.Equal(first.Inputs.ToArray(), again.Inputs.ToArray());
        Assert.NotEqual(first.Inputs.ToArray(), other.Inputs.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.01)]
    [InlineData(double.NaN)]
    public void Split_that_leaves_a_part_empty_is_refused(double fraction) => Assert.Throws<ModuleException>(() => Ten().Split(fraction, new RandomSource(1)));

    [Fact]
    public void Bad_data_fail_where_they_are_given()
    {
        Assert.Contains("no sample", Assert.Throws<ModuleException>(() => new Dataset<float>([], [2], [], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("3 inputs", Assert.Throws<ShapeException>(() => new Dataset<float>([1, 2, 3], [2], [1], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("2 labels", Assert.Throws<ShapeException>(() => new Dataset<float>([1, 2], [2], [1, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("sample 0 is 2", Assert.Throws<ModuleException>(() => new Dataset<float>([1, 2], [2], [2], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("sample 1 hold NaN at position 0", Assert.Throws<ModuleException>(() => new Dataset<float>([1, 2, float.NaN, 4], [2], [0, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("3 targets", Assert.Throws<ShapeException>(() => new Dataset<float>([1, 2], [2], [1, 2, 3], [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_go_through_every_sample_once_an_epoch_in_another_order_each()
    {
        var batches = new Batches<float>(Ten(), 4, new RandomSource(1));
        var tape = new Tape<float>();
        var epochs = new List<float[]>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var seen = new List<float>();
            foreach (Batch<float> batch in batches.Epoch(tape))
            {
                Assert.Equal(seen.Count < 8 ? 4 : 2, batch.Count);
                Assert.Equal([batch.Count, 2], batch.Inputs.Shape.Lengths.ToArray());
                for (int i = 0; i < batch.Count; i++)
                {
                    float first = batch.Inputs.Value.Span[2 * i];
                    Assert.Equal((int)(first / 2) % 3, batch.Labels[i]);
                    seen.Add(first);
                }

                tape.Reset();
            }

            epochs.Add([.. seen]);
        }

        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 10).Select(i => 2f * i), epoch.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
    }

    [Fact]
    public void Last_batch_is_dropped_if_asked_and_the_order_kept_without_a_random_source()
    {
        var tape = new Tape<float>();

        float[] seen = [.. new Batches<float>(Ten(), 4, dropLast: true).Epoch(tape).SelectMany(batch => batch.Inputs.Value.Span.ToArray())];

        Assert.Equal(Enumerable.Range(0, 16).Select(i => (float)i), seen);
    }

    [Fact]
    public void Labels_and_targets_do_not_stand_for_each_other()
    {
        var tape = new Tape<float>();
        Batch<float> batch = new Batches<float>(Ten(), 4).Epoch(tape).First();

        Assert.Contains("Labels", Assert.Throws<ModuleException>(() => batch.Targets).Message, StringComparison.Ordinal);
        Batch<float> other = new Batches<float>(new Dataset<float>([1, 2], [2], [1], [1]), 4).Epoch(tape).First();
        Assert.Contains("Targets", Assert.Throws<ModuleException>(() => other.Labels.Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Standardization_gives_mean_0_and_deviation_1_and_only_shifts_a_constant()
    {
        var data = new Dataset<double>([1, 0.1, 3, 0.1, 5, 0.1], [2], [0, 0, 0], 1);
        var standardization = new Standardization<double>(data);
        double deviation = Math.Sqrt(8.0 / 3);

        Dataset<double> result = standardization.Apply(data);

        Assert.Equal([3, 0.1], standardization.Means.ToArray());
        Assert.Equal([deviation, 1], standardization.Deviations.ToArray());
        Assert.Equal([-2 / deviation, 0, 0, 0, 2 / deviation, 0], result.Inputs.ToArray());
        double[] other = [7, 1.1];
        standardization.Apply(other);
        Assert.Equal(4 / deviation, other[0], 1e-15);
        Assert.Equal(1, other[1], 1e-15);
        var loaded = new Standardization<double>(2);
        foreach ((StateSlot to, StateSlot from) in loaded.State().Zip(standardization.State()))
        {
            to.Restore(from.Bytes);
        }

        Assert.Equal(standardization.Deviations.ToArray(), loaded.Deviations.ToArray());
        Assert.Throws<ShapeException>(() => standardization.Apply(new double[3]));
    }

    [Fact]
    public void Samples_that_are_not_there_are_named()
    {
        var data = new Dataset<float>([1, 2, 3], [1], [0, 1, 0], classes: 2);
        Action[] calls = [() => data.Input(3), () => data.Target(3), () => data.Subset(0, 3)];

        Assert.All(calls, call => Assert.Equal("Dataset: there is no sample 3; with 3 samples they go from 0 to 2", Assert.Throws<ModuleException>(call).Message));
        Assert.StartsWith("Dataset: there is no sample -1", Assert.Throws<ModuleException>(() => data.Input(-1).Length).Message, StringComparison.Ordinal);
    }
}
