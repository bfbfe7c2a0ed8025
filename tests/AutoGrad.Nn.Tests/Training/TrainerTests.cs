using AutoGrad.Errors;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Tests.Training;

public class TrainerTests
{
    private static readonly OutputLoss<double> SquaredError = (output, batch) => (output - batch.Targets).Square().Mean();

    /// <summary>y = 2 a - b + 0.5 over random points.</summary>
    private static Dataset<double> Line(int count, long seed = 1)
    {
        var random = new RandomSource(seed);
        double[] inputs = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextNormal())];
        return new(inputs, [2], [.. Enumerable.Range(0, count).Select(i => (2 * inputs[2 * i]) - inputs[(2 * i) + 1] + 0.5)], [1]);
    }

    private static Linear<double> Layer() => new(2, 1, new RandomSource(3));

    private static double[] Values(Module<double> model) => [.. model.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray())];

    [Fact]
    public void Training_finds_the_line_that_the_samples_lie_on()
    {
        Linear<double> layer = Layer();
        var trainer = new Trainer<double>(
            layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 0.1), new() { Epochs = 60, BatchSize = 8, Shuffle = new RandomSource(5), Metrics = [new RootMeanSquaredError<double>(), new CoefficientOfDetermination<double>()] });

        TrainingResult result = trainer.Train(Line(50), Line(20, seed: 2));

        Assert.Equal(StopReason.Epochs, result.Reason);
        Assert.Equal(60, result.Epochs);
        Assert.Equal(60 * 7, result.Iterations);
        Assert.Equal([60, 60], [result.TrainingLosses.Count, result.ValidationLosses.Count]);
        Assert.All(Values(layer).Zip([2, -1, 0.5]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Evaluation evaluation = trainer.Evaluate(Line(20, seed: 2));
        Assert.Equal(result.ValidationLosses[^1], evaluation.Loss);
        Assert.Equal(Math.Sqrt(evaluation.Loss), evaluation.Metrics["RMSE"], 1e-12);
        Assert.Equal(1, evaluation.Metrics["R2"], 1e-9);
    }

    [Fact]
    public void Losses_of_an_epoch_are_means_over_its_samples()
    {
        Linear<double> layer = Layer();
        Dataset<double> data = Line(7);
        double[] each = [.. Enumerable.Range(0, 7).Select(i => Math.Pow(layer.Forward(new Tape<double>().Constant(data.Input(i), 1, 2)).Value.Item - data.Target(i)[0], 2))];

        // A rate of almost nothing: the loss after the epoch is that before it.
        var trainer = new Trainer<double>(layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 1e-30), new() { Epochs = 1, BatchSize = 3 });
        TrainingResult result = trainer.Train(data, data);

        Assert.Equal(each.Average(), result.TrainingLoss, 1e-12);
        Assert.Equal(each.Average(), result.ValidationLosses.Single(), 1e-12);
    }

    // Worked example 3: a 2-2-2 network with biases held fixed, rate 0.5, until the error is at most 0.19.
    [Fact]
    public void Loss_threshold_stops_before_the_update_that_is_no_longer_needed()
    {
        (Module<double> model, Trainer<double> trainer, Dataset<double> data) = MatrixExample(new() { Epochs = 1000, LossThreshold = 0.19 });

        TrainingResult result = trainer.Train(data);

        Assert.Equal(StopReason.LossThreshold, result.Reason);
        Assert.Equal(12, result.Iterations);
        Assert.Equal(0.188198417390, result.TrainingLoss, 1e-12);
        Assert.Equal(0.188198417390, trainer.Evaluate(data).Loss, 1e-12);
        Assert.Equal(0.272962157584, result.TrainingLosses[0], 1e-12);
        double[] values = Values(model);
        Assert.Contains("LossThreshold", Assert.Throws<ModuleException>(() => trainer.Train(data)).Message, StringComparison.Ordinal);
        Assert.Equal(values, Values(model));
    }

    [Fact]
    public void Iterations_stop_after_as_many_updates()
    {
        (Module<double> _, Trainer<double> trainer, Dataset<double> data) = MatrixExample(new() { Epochs = 1000, MaxIterations = 10 });

        TrainingResult result = trainer.Train(data);

        Assert.Equal(StopReason.Iterations, result.Reason);
        Assert.Equal(10, result.Iterations);
        Assert.Equal(0.200894704488, trainer.Evaluate(data).Loss, 1e-12);
    }

    [Fact]
    public void Loss_threshold_over_several_batches_stops_after_an_epoch()
    {
        Linear<double> layer = Layer();
        var trainer = new Trainer<double>(layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 0.1), new() { Epochs = 1000, BatchSize = 8, LossThreshold = 1e-3 });

        TrainingResult result = trainer.Train(Line(50));

        Assert.Equal(StopReason.LossThreshold, result.Reason);
        Assert.True(result.TrainingLosses[^1] <= 1e-3 && result.TrainingLosses[^2] > 1e-3);
        Assert.Equal(result.Epochs * 7, result.Iterations);
    }

    [Fact]
    public void Accumulated_batches_give_the_step_of_one_large_batch()
    {
        Linear<double> together = Layer(), apart = Layer();

        // 11 samples: updates of 6 and 5, the last out of a batch of 3 and one of 2.
        new Trainer<double>(together, SquaredError, new GradientDescent<double>(together.Parameters, rate: 0.1), new() { Epochs = 3, BatchSize = 6 }).Train(Line(11));
        TrainingResult result = new Trainer<double>(
            apart, SquaredError, new GradientDescent<double>(apart.Parameters, rate: 0.1), new() { Epochs = 3, BatchSize = 3, AccumulatedBatches = 2 }).Train(Line(11));

        Assert.Equal(6, result.Iterations);
        Assert.All(Values(together).Zip(Values(apart)), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Diverged_loss_stops_before_the_update()
    {
        Linear<double> layer = Layer();
        var trainer = new Trainer<double>(layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 1e6), new() { Epochs = 1000, BatchSize = 50 });

        TrainingResult result = trainer.Train(Line(50));

        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.False(double.IsFinite(result.TrainingLoss));
        Assert.All(Values(layer), value => Assert.True(double.IsFinite(value)));
        Assert.All(result.TrainingLosses, loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void Early_stopping_puts_the_best_parameters_back()
    {
        Linear<double> layer = Layer();
        Dataset<double> training = Line(20);

        // The validation part follows another line, so that learning makes it worse from some epoch on.
        Dataset<double> other = Line(20, seed: 9);
        var validation = new Dataset<double>(other.Inputs.ToArray(), [2], [.. other.Targets.ToArray().Select(y => 0.4 * y)], [1]);
        var bests = new List<double[]>();
        var trainer = new Trainer<double>(
            layer,
            SquaredError,
            new GradientDescent<double>(layer.Parameters, rate: 0.02),
            new() { Epochs = 500, BatchSize = 20, EarlyStopping = new(patience: 4), AfterEpoch = _ => bests.Add(Values(layer)) });

        TrainingResult result = trainer.Train(training, validation);

        Assert.Equal(StopReason.EarlyStopping, result.Reason);
        Assert.True(result.IsBestRestored);
        int best = result.ValidationLosses.ToList().IndexOf(result.ValidationLosses.Min());
        Assert.InRange(best, 1, 400);
        Assert.Equal(best + 1, result.BestEpoch);
        Assert.Equal(best + 1 + 4, result.Epochs);
        Assert.Equal(bests[best], Values(layer));
        Assert.Equal(result.ValidationLosses.Min(), trainer.Evaluate(validation).Loss);
    }

    [Fact]
    public void Validation_runs_in_evaluation_with_nothing_recorded()
    {
        var modes = new List<(bool Training, bool Recording)>();
        var model = new Sequential<double>(Layer(), new NoisyLayer(new RandomSource(2)));
        var trainer = new Trainer<double>(
            model,
            (tape, module, batch) =>
            {
                modes.Add((module.IsTraining, tape.IsRecording));
                return (model.Forward(batch.Inputs) - batch.Targets).Square().Mean();
            },
            new GradientDescent<double>(model.Parameters, rate: 0.01),
            new() { Epochs = 1, BatchSize = 10 });
        model.Evaluate();

        trainer.Train(Line(10), Line(10));

        Assert.Equal([(true, true), (false, false)], modes);
        Assert.False(model.IsTraining);
    }

    [Fact]
    public void Progress_tells_epochs_losses_and_the_time_that_is_left()
    {
        Linear<double> layer = Layer();
        var reports = new List<TrainingProgress>();
        var trainer = new Trainer<double>(
            layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 0.25), new() { Epochs = 4, BatchSize = 5, ReportEvery = 1, Time = new SteppingTime() });

        trainer.Train(Line(10), Line(5), new Immediately(reports.Add));

        Assert.Equal([1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8], reports.Select(report => report.Iteration));
        Assert.Equal([0.125, 0.25, 0.25, 0.375], reports.Take(4).Select(report => report.Fraction));
        Assert.Equal([false, false, true, false], reports.Take(4).Select(report => report.IsEndOfEpoch));
        Assert.All(reports, report => Assert.Equal(report.IsEndOfEpoch, report.ValidationLoss is not null));
        Assert.All(reports, report => Assert.Equal(0.25, report.Rate));

        // One second a look at the clock: after the first update 1 s for an eighth.
        Assert.Equal(TimeSpan.FromSeconds(1), reports[0].Elapsed);
        Assert.Equal(TimeSpan.FromSeconds(7), reports[0].Remaining);
        Assert.Equal(TimeSpan.Zero, reports[^1].Remaining);
    }

    [Fact]
    public void Progress_tells_the_loss_by_which_a_training_diverges_within_an_epoch()
    {
        Linear<double> layer = Layer();
        var reports = new List<TrainingProgress>();
        var trainer = new Trainer<double>(layer, SquaredError, new GradientDescent<double>(layer.Parameters, rate: 1e200), new() { Epochs = 4, BatchSize = 5 });

        TrainingResult result = trainer.Train(Line(10), progress: new Immediately(reports.Add));

        Assert.Equal(StopReason.Diverged, result.Reason);
        TrainingProgress last = Assert.Single(reports);
        Assert.Equal((result.Iterations, false), (last.Iteration, last.IsEndOfEpoch));
        Assert.Equal(result.TrainingLoss, last.TrainingLoss);
        Assert.False(double.IsFinite(last.TrainingLoss));
    }

    [Fact]
    public void Gradient_hook_sees_the_gradients_before_they_are_used()
    {
        Linear<double> layer = Layer();
        double[] before = Values(layer);
        var trainer = new Trainer<double>(
            layer,
            SquaredError,
            new GradientDescent<double>(layer.Parameters, rate: 0.5),
            new() { Epochs = 1, BatchSize = 10, GradientHook = parameters => parameters.ToList().ForEach(parameter => parameter.MutableGradient.Fill(2)) });

        trainer.Train(Line(10));

        Assert.Equal(before.Select(value => value - 1), Values(layer));
    }

    [Fact]
    public void Schedule_steps_after_epochs_or_after_updates()
    {
        Assert.Equal([1e-3 / 2, 1e-3 / 4, 1e-3 / 8], Rates(optimizer => new() { Schedule = new ExponentialSchedule<double>(optimizer, 0.5) }));
        Assert.Equal(
            [1e-3 / 4, 1e-3 / 16, 1e-3 / 64], Rates(optimizer => new() { Schedule = new ExponentialSchedule<double>(optimizer, 0.5), ScheduleUnit = ScheduleUnit.Iteration }));
        Assert.Throws<ModuleException>(() => Rates(optimizer => new() { Schedule = new ReduceOnPlateau<double>(optimizer), ScheduleUnit = ScheduleUnit.Iteration }));

        // Two updates an epoch; the rate after each epoch.
        static List<double> Rates(Func<Optimizer<double>, TrainerOptions<double>> options)
        {
            Linear<double> layer = Layer();
            var optimizer = new GradientDescent<double>(layer.Parameters, rate: 1e-3);
            var rates = new List<double>();
            new Trainer<double>(layer, SquaredError, optimizer, options(optimizer) with { Epochs = 3, BatchSize = 5, AfterEpoch = _ => rates.Add(optimizer.Rate) }).Train(Line(10));
            return rates;
        }
    }

    [Fact]
    public void Reduce_on_plateau_goes_by_the_validation_loss()
    {
        Linear<double> layer = Layer();
        var optimizer = new GradientDescent<double>(layer.Parameters, rate: 0.1);
        var trainer = new Trainer<double>(
            layer,
            (output, batch) => (output - batch.Targets).Square().Mean() * (output.Tape.IsRecording ? 1 : 0),
            optimizer,
            new() { Epochs = 4, BatchSize = 10, Schedule = new ReduceOnPlateau<double>(optimizer, factor: 0.5, patience: 1) });

        // The training loss falls, but the validation loss stays 0: after the first, two epochs bring nothing.
        trainer.Train(Line(10), Line(10));

        Assert.Equal(0.05, optimizer.Rate, 1e-15);
    }

    [Fact]
    public void Optimisers_that_evaluate_several_times_find_the_line()
    {
        Func<Module<double>, Optimizer<double>>[] made =
        [
            model => new LBFGS<double>(model.Parameters, search: LineSearch.StrongWolfe), model => new AdaptiveGradientDescent<double>(model.Parameters, rate: 5),
        ];

        foreach (Func<Module<double>, Optimizer<double>> make in made)
        {
            Linear<double> layer = Layer();
            var trainer = new Trainer<double>(layer, SquaredError, make(layer), new() { Epochs = 500, BatchSize = 25, AccumulatedBatches = 2, LossThreshold = 1e-10 });

            TrainingResult result = trainer.Train(Line(50));

            Assert.Equal(StopReason.LossThreshold, result.Reason);
            Assert.All(Values(layer).Zip([2, -1, 0.5]), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        }
    }

    [Fact]
    public void Warm_training_step_allocates_nothing()
    {
        var allocated = new long[200];
        int step = 0;
        var model = new Sequential<float>(new Linear<float>(4, 8, new RandomSource(1)), Activation<float>.Tanh, new Linear<float>(8, 3, new RandomSource(2)));
        var random = new RandomSource(3);
        var data = new Dataset<float>([.. Enumerable.Range(0, 4 * 1007).Select(_ => (float)random.NextNormal())], [4], [.. Enumerable.Range(0, 3 * 1007).Select(_ => (float)random.NextNormal())], [3]);
        var trainer = new Trainer<float>(
            model,
            (output, batch) =>
            {
                allocated[step++ % 200] = GC.GetAllocatedBytesForCurrentThread();
                return (output - batch.Targets).Square().Mean();
            },
            new Adam<float>(model.Parameters),
            new() { Epochs = 1, BatchSize = 10, Shuffle = new RandomSource(4), AccumulatedBatches = 2 });

        trainer.Train(data);

        Assert.Equal(101, step);
        Assert.Equal(0, allocated[99] - allocated[60]);
    }

    [Fact]
    public void Bad_options_fail_where_they_are_given()
    {
        Linear<double> layer = Layer();
        var optimizer = new GradientDescent<double>(layer.Parameters, rate: 0.1);
        TrainerOptions<double>[] bad =
        [
            new() { Epochs = 0 }, new() { BatchSize = 0 }, new() { AccumulatedBatches = 0 }, new() { MaxIterations = 0 }, new() { LossThreshold = double.NaN }, new() { ReportEvery = -1 },
            new() { Metrics = [new Accuracy<double>(), new Accuracy<double>()] },
        ];

        Assert.All(bad, options => Assert.Throws<ModuleException>(() => new Trainer<double>(layer, SquaredError, optimizer, options)));
        Assert.Throws<ModuleException>(() => new EarlyStopping(patience: 0));
        Assert.Throws<ModuleException>(() => new EarlyStopping(1, double.NaN));
        Assert.Throws<ModuleException>(() => new Trainer<double>(Activation<double>.Tanh, SquaredError, optimizer));
        Assert.Contains(
            "validation", Assert.Throws<ModuleException>(() => new Trainer<double>(layer, SquaredError, optimizer, new() { EarlyStopping = new(2) }).Train(Line(5))).Message, StringComparison.Ordinal);
        Assert.Contains("drop", Assert.Throws<ModuleException>(() => new Trainer<double>(layer, SquaredError, optimizer, new() { DropLast = true }).Train(Line(5))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "(5, 1)", Assert.Throws<ShapeException>(() => new Trainer<double>(layer, (output, _) => output, optimizer).Train(Line(5))).Message, StringComparison.Ordinal);
    }

    private static (Module<double> Model, Trainer<double> Trainer, Dataset<double> Data) MatrixExample(TrainerOptions<double> options)
    {
        var hidden = new Linear<double>(2, 2, new RandomSource(1));
        var output = new Linear<double>(2, 2, new RandomSource(1));

        // The example's matrices are (inputs, outputs); a layer's weight is (outputs, inputs).
        new double[] { 0.15, 0.25, 0.20, 0.30 }.CopyTo(hidden.Weight.MutableValue);
        new double[] { 0.40, 0.50, 0.45, 0.55 }.CopyTo(output.Weight.MutableValue);
        hidden.Bias!.MutableValue.Fill(0.1);
        output.Bias!.MutableValue.Fill(0.2);
        var model = new Sequential<double>(hidden, Activation<double>.Sigmoid, output, Activation<double>.Sigmoid);
        var trainer = new Trainer<double>(
            model,
            (y, batch) => (batch.Targets - y).Square().Sum() / 2,
            new GradientDescent<double>([hidden.Weight, output.Weight], rate: 0.5),
            options);
        return (model, trainer, new Dataset<double>([0.05, 0.10], [2], [0, 1], [2]));
    }

    private sealed class Immediately(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>A clock that goes on by one second whenever somebody looks.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now++;
    }
}
