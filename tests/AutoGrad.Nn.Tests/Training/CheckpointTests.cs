using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Serialization;
using AutoGrad.Nn.Tests.Serialization;
using AutoGrad.Nn.Training;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.Nn.Tests.Training;

public class CheckpointTests
{
    private static Dataset<double> Data(int count, long seed)
    {
        var random = new RandomSource(seed);
        double[] inputs = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextNormal())];
        return new(inputs, [2], [.. Enumerable.Range(0, count).Select(i => Math.Sin(inputs[2 * i]) - inputs[(2 * i) + 1])], [1]);
    }

    /// <summary>Momentum or Adam, dropout, shuffling, accumulation and early stopping, all at once.</summary>
    private sealed class Run
    {
        public Run(bool adam, bool sharedRandom = false, Action? beforeLoss = null, long seed = 1)
        {
            var shuffle = new RandomSource(seed + 10);
            RandomSource dropout = sharedRandom ? shuffle : new RandomSource(seed + 20);
            Model = new Sequential<double>(
                new Linear<double>(2, 6, new RandomSource(seed)), Activation<double>.Tanh, new NoisyLayer(dropout), new Linear<double>(6, 1, new RandomSource(seed + 1)));
            Trainer = new Trainer<double>(
                Model,
                (output, batch) =>
                {
                    beforeLoss?.Invoke();
                    return (output - batch.Targets).Square().Mean();
                },
                adam ? new Adam<double>(Model.Parameters, rate: 0.05) : new GradientDescent<double>(Model.Parameters, rate: 0.05, momentum: 0.9),
                new() { Epochs = 9, BatchSize = 4, AccumulatedBatches = 2, Shuffle = shuffle, RandomSources = [dropout], EarlyStopping = new(patience: 2) });
        }

        public Sequential<double> Model { get; }

        public Trainer<double> Trainer { get; }

        public byte[] State() => [.. Trainer.State().SelectMany(slot => slot.Bytes.ToArray())];
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Run_that_is_interrupted_anywhere_and_resumed_is_that_of_one_never_interrupted(bool adam, bool sharedRandom)
    {
        using var folder = new TemporaryFolder();
        Dataset<double> training = Data(21, seed: 1), validation = Data(10, seed: 2);
        var whole = new Run(adam, sharedRandom);
        TrainingResult expected = whole.Trainer.Train(training, validation);
        int evaluations = (expected.Epochs * 6) + (expected.Epochs * 3);
        var interruptions = new HashSet<(long Iteration, int Epoch)>();

        // The loss is asked for in every training and validation batch; each is once the moment of the cancellation.
        for (int moment = 1; moment <= evaluations; moment++)
        {
            using var source = new CancellationTokenSource();
            int seen = 0;
            var first = new Run(adam, sharedRandom, () =>
            {
                if (++seen == moment)
                {
                    source.Cancel();
                }
            });
            TrainingResult interrupted = first.Trainer.Train(training, validation, cancellation: source.Token);
            interruptions.Add((interrupted.Iterations, interrupted.Epochs));
            SafeTensors.Save(folder.PathOf("run"), first.Trainer);

            // Another seed: nothing of the new run may survive loading.
            var second = new Run(adam, sharedRandom, seed: 100);
            SafeTensors.Load(folder.PathOf("run"), second.Trainer);
            if (interrupted.Reason != StopReason.Cancelled)
            {
                // The cancellation came with the last evaluation, when there was nothing left to cancel.
                Assert.Equal(evaluations, moment);
                Assert.True(whole.State().AsSpan().SequenceEqual(second.State()));
                continue;
            }

            TrainingResult actual = second.Trainer.Train(training, validation);

            Assert.Equal(expected.Reason, actual.Reason);
            Assert.Equal(expected.TrainingLosses, actual.TrainingLosses);
            Assert.Equal(expected.ValidationLosses, actual.ValidationLosses);
            Assert.Equal(expected.BestEpoch, actual.BestEpoch);
            Assert.True(whole.State().AsSpan().SequenceEqual(second.State()), $"interrupted at evaluation {moment}");
        }

        // Within epochs as well as between them.
        Assert.Contains(interruptions, stop => stop.Iteration % 3 == 1);
        Assert.Contains(interruptions, stop => stop.Iteration % 3 == 0 && stop.Iteration / 3 == stop.Epoch);
        Assert.Contains(interruptions, stop => stop.Iteration % 3 == 0 && stop.Iteration / 3 == stop.Epoch + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Optimiser_with_a_memory_of_its_steps_goes_on_bit_for_bit(bool searches)
    {
        using var folder = new TemporaryFolder();
        Dataset<double> data = Data(20, seed: 1);
        (Trainer<double> Trainer, Func<byte[]> State) Make(int seed, int epochs)
        {
            var model = new Sequential<double>(new Linear<double>(2, 6, new RandomSource(seed)), Activation<double>.Tanh, new Linear<double>(6, 1, new RandomSource(seed + 1)));
            Optimizer<double> optimizer = searches
                ? new LBFGS<double>(model.Parameters, iterations: 3, search: LineSearch.StrongWolfe)
                : new AdaptiveGradientDescent<double>(model.Parameters, rate: 0.5);
            var trainer = new Trainer<double>(
                model, (output, batch) => (output - batch.Targets).Square().Mean(), optimizer, new() { Epochs = epochs, BatchSize = 20 });
            return (trainer, () => [.. trainer.State().SelectMany(slot => slot.Bytes.ToArray())]);
        }

        (Trainer<double> whole, Func<byte[]> expected) = Make(1, 12);
        (Trainer<double> first, _) = Make(1, 5);
        (Trainer<double> second, Func<byte[]> actual) = Make(50, 12);

        whole.Train(data);
        first.Train(data);
        SafeTensors.Save(folder.PathOf("run"), first);
        SafeTensors.Load(folder.PathOf("run"), second);
        second.Train(data);

        Assert.True(expected().AsSpan().SequenceEqual(actual()));
    }

    [Property(MaxTest = 100)]
    public Property Damaged_checkpoint_is_refused_without_a_change_or_can_be_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        Dataset<double> training = Data(21, seed: 1), validation = Data(10, seed: 2);
        using var source = new CancellationTokenSource();
        var run = new Run(adam: true, beforeLoss: source.Cancel);
        run.Trainer.Train(training, validation, cancellation: source.Token);
        SafeTensors.Save(folder.PathOf("run"), run.Trainer);
        byte[] whole = File.ReadAllBytes(folder.PathOf("run"));
        return Prop.ForAll(
            ArbMap.Default.ArbFor<(int Position, byte Value)[]>(),
            changes =>
            {
                byte[] damaged = [.. whole];
                foreach ((int position, byte value) in changes)
                {
                    damaged[(int)((uint)position * 7919 % (uint)damaged.Length)] = value;
                }

                var target = new Run(adam: true, seed: 5);
                byte[] before = target.State();
                try
                {
                    SafeTensors.Load(SafeTensorsFile.Parse(damaged), target.Trainer);
                }
                catch (SafeTensorsException)
                {
                    Assert.True(before.AsSpan().SequenceEqual(target.State()));
                    return;
                }

                try
                {
                    target.Trainer.Train(training, validation);
                }
                catch (ModuleException)
                {
                    // The counts fit each other, but not the data.
                }
            });
    }

    [Fact]
    public void Cancelled_run_says_so_and_goes_on_in_the_same_trainer()
    {
        Dataset<double> training = Data(21, seed: 1), validation = Data(10, seed: 2);
        var whole = new Run(adam: false);
        whole.Trainer.Train(training, validation);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var run = new Run(adam: false);

        TrainingResult cancelled = run.Trainer.Train(training, validation, cancellation: source.Token);
        run.Trainer.Train(training, validation);

        Assert.Equal(StopReason.Cancelled, cancelled.Reason);
        Assert.Equal(0, cancelled.Iterations);
        Assert.True(whole.State().AsSpan().SequenceEqual(run.State()));
    }

    [Fact]
    public void Checkpoint_within_an_epoch_is_refused_with_other_data()
    {
        using var source = new CancellationTokenSource();
        var run = new Run(adam: false, beforeLoss: source.Cancel);
        run.Trainer.Train(Data(21, seed: 1), Data(10, seed: 2), cancellation: source.Token);

        ModuleException error = Assert.Throws<ModuleException>(() => run.Trainer.Train(Data(20, seed: 1), Data(10, seed: 2)));

        Assert.Contains("21 samples", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_is_loaded_out_of_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = new Run(adam: true);
        run.Trainer.Train(Data(21, seed: 1), Data(10, seed: 2));
        SafeTensors.Save(folder.PathOf("run"), run.Trainer);
        Sequential<double> model = new Run(adam: true, seed: 7).Model;

        SafeTensors.Load(folder.PathOf("run"), model, new() { NameInFile = name => $"model.{name}", AllowUnknown = true });

        Assert.Equal(
            run.Model.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray()), model.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray()));
    }

    [Fact]
    public void Damaged_counts_are_refused()
    {
        using var folder = new TemporaryFolder();
        var run = new Run(adam: true);
        SafeTensors.Save(folder.PathOf("run"), run.Trainer);
        var file = new SafeTensorsFile("some file");
        foreach (SafeTensor tensor in SafeTensorsFile.Read(folder.PathOf("run")).Tensors.Values)
        {
            file.Add(tensor.Name, tensor.Type, tensor.Name == "epoch" ? Bytes.Of(-3L) : tensor.Bytes, tensor.Lengths);
        }

        byte[] before = run.State();

        Assert.Equal("epoch", Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, run.Trainer)).Tensor);
        Assert.True(before.AsSpan().SequenceEqual(run.State()));
    }
}
