using AutoGrad.Errors;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Serialization;
using AutoGrad.Nn.Tests.Serialization;
using AutoGrad.Nn.Training;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Tests.Training;

/// <summary>What a trainer does not take, and what it says.</summary>
public class TrainerRefusalTests
{
    private static readonly OutputLoss<double> SquaredError = (output, batch) => (output - batch.Targets).Square().Mean();

    private static readonly OutputLoss<double> CrossEntropy = (output, batch) => Loss.CrossEntropy(output, batch.Labels);

    private static Linear<double> Layer(int inputs = 2, int outputs = 1) => new(inputs, outputs, new RandomSource(3));

    private static Dataset<double> Numbers(int count, int width = 2) =>
        new([.. Enumerable.Range(0, width * count).Select(i => Math.Sin(i))], [width], [.. Enumerable.Range(0, count).Select(i => Math.Cos(i))], [1]);

    private static Dataset<double> Labelled(int count, int classes = 3) =>
        new([.. Enumerable.Range(0, 2 * count).Select(i => Math.Sin(i))], [2], [.. Enumerable.Range(0, count).Select(i => i % classes)], classes);

    private static Trainer<double> Make(
        Layer<double> model, TrainerOptions<double>? options = null, OutputLoss<double>? loss = null, Optimizer<double>? optimizer = null) =>
        new(model, loss ?? SquaredError, optimizer ?? new GradientDescent<double>(model.Parameters, rate: 0.1), options ?? new() { Epochs = 2, BatchSize = 4 });

    private static void Says(string words, Action action) => Assert.Contains(words, Assert.ThrowsAny<AutoGradException>(action).Message, StringComparison.Ordinal);

    private static double[] Values(Module<double> model) => [.. model.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray())];

    [Fact]
    public void Optimiser_of_another_model_is_refused()
    {
        Linear<double> model = Layer(), other = Layer();

        Says("none of the optimiser's parameters belong to the model; build it from model.Parameters", () => Make(model, optimizer: new Adam<double>(other.Parameters)));
    }

    [Fact]
    public void Optimiser_of_a_part_of_the_model_and_of_others_is_taken()
    {
        Linear<double> model = Layer(), other = Layer();
        double before = model.Bias!.Value.Span[0];

        Make(model, optimizer: new GradientDescent<double>([model.Weight, other.Weight], rate: 0.1)).Train(Numbers(8));

        Assert.Equal(before, model.Bias.Value.Span[0]);
        Assert.NotEqual(Layer().Weight.Value.ToArray(), model.Weight.Value.ToArray());
    }

    [Fact]
    public void Schedule_of_another_optimiser_is_refused()
    {
        Linear<double> model = Layer();
        var schedule = new ExponentialSchedule<double>(new GradientDescent<double>(model.Parameters, rate: 0.1), 0.5);

        Says("another optimiser", () => Make(model, new() { Schedule = schedule }));
    }

    [Fact]
    public void Training_that_has_ended_is_refused_and_goes_on_where_options_allow_more()
    {
        using var folder = new TemporaryFolder();
        Linear<double> model = Layer();
        Trainer<double> trainer = Make(model);
        trainer.Train(Numbers(8));
        double[] values = Values(model);

        Says("has ended (Epochs) after 2 epochs and 4 iterations", () => trainer.Train(Numbers(12)));
        Says("new Trainer with more Epochs", () => trainer.Train(Numbers(12)));
        Assert.Equal(values, Values(model));

        SafeTensors.Save(folder.PathOf("run"), trainer);
        Trainer<double> longer = Make(Layer(), new() { Epochs = 5, BatchSize = 4 });
        SafeTensors.Load(folder.PathOf("run"), longer);
        Assert.Equal(5, longer.Train(Numbers(8)).Epochs);

        Trainer<double> counted = Make(Layer(), new() { Epochs = 9, BatchSize = 4, MaxIterations = 3 });
        counted.Train(Numbers(8));
        Says("more MaxIterations", () => counted.Train(Numbers(8)));
    }

    [Fact]
    public void Training_that_stopped_early_or_diverged_is_refused()
    {
        Trainer<double> early = Make(Layer(), new() { Epochs = 500, BatchSize = 8, EarlyStopping = new(patience: 1, minimumImprovement: 1e6) });
        Assert.Equal(StopReason.EarlyStopping, early.Train(Numbers(8), Numbers(8)).Reason);
        Says("(EarlyStopping)", () => early.Train(Numbers(8), Numbers(8)));

        Linear<double> wild = Layer();
        Trainer<double> diverged = Make(wild, new() { Epochs = 5000, BatchSize = 8 }, optimizer: new GradientDescent<double>(wild.Parameters, rate: 1e6));
        Assert.Equal(StopReason.Diverged, diverged.Train(Numbers(8)).Reason);
        Says("smaller rate", () => diverged.Train(Numbers(8)));
    }

    [Fact]
    public void Checkpoint_of_before_lets_a_training_that_ended_go_on()
    {
        using var folder = new TemporaryFolder();
        Linear<double> model = Layer();
        double factor = double.NaN;
        Trainer<double> trainer = Make(model, loss: (output, batch) => SquaredError(output, batch) * factor);
        SafeTensors.Save(folder.PathOf("run"), trainer);
        Assert.Equal(StopReason.Diverged, trainer.Train(Numbers(8)).Reason);

        factor = 1;
        SafeTensors.Load(folder.PathOf("run"), trainer);

        Assert.Equal(StopReason.Epochs, trainer.Train(Numbers(8)).Reason);
    }

    [Fact]
    public void Checkpoint_within_an_epoch_is_refused_with_another_batch_size()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Trainer<double> first = Make(
            Layer(),
            loss: (output, batch) =>
            {
                source.Cancel();
                return SquaredError(output, batch);
            });
        Assert.Equal(StopReason.Cancelled, first.Train(Numbers(20), cancellation: source.Token).Reason);
        SafeTensors.Save(folder.PathOf("run"), first);
        Trainer<double> same = Make(Layer()), other = Make(Layer(), new() { Epochs = 2, BatchSize = 5 });
        SafeTensors.Load(folder.PathOf("run"), same);
        SafeTensors.Load(folder.PathOf("run"), other);

        Says("20 samples in batches of 4, but the data set has 20 samples in 4 batches of 5", () => other.Train(Numbers(20)));
        Assert.Equal(10, same.Train(Numbers(20)).Iterations);
    }

    [Fact]
    public void Validation_loss_that_is_not_a_number_is_divergence()
    {
        int saved = 0;
        Trainer<double> trainer = Make(
            Layer(),
            new() { Epochs = 9, BatchSize = 4, EarlyStopping = new(patience: 3), AfterEpoch = _ => saved++ },
            (output, batch) => SquaredError(output, batch) * (output.Tape.IsRecording ? 1 : double.NaN));

        TrainingResult result = trainer.Train(Numbers(8), Numbers(4));

        Assert.Equal((StopReason.Diverged, Divergence.ValidationLoss, 1, 0), (result.Reason, result.Divergence, result.Epochs, saved));
        Assert.Contains("the validation loss after iteration 2 was NaN", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_says_at_which_iteration_and_of_what()
    {
        int evaluated = 0;
        TrainingResult ofLoss = Make(Layer(), loss: (output, batch) => SquaredError(output, batch) * (++evaluated == 3 ? double.NaN : 1)).Train(Numbers(8));
        TrainingResult ofParameters = Make(Layer(), new() { Epochs = 9, BatchSize = 4, GradientHook = parameters => parameters[0].MutableGradient[0] = double.NaN }).Train(Numbers(8));
        TrainingResult atTheEnd = Make(Layer(), new() { Epochs = 1, BatchSize = 8, GradientHook = parameters => parameters[0].MutableGradient[0] = double.NaN }).Train(Numbers(8));

        Assert.Equal((StopReason.Diverged, Divergence.Loss), (ofLoss.Reason, ofLoss.Divergence));
        Assert.Contains("the loss at iteration 3 was not finite", ofLoss.ToString(), StringComparison.Ordinal);
        Assert.Equal((StopReason.Diverged, Divergence.Parameters), (ofParameters.Reason, ofParameters.Divergence));
        Assert.Contains("the parameters after iteration 1 were not finite", ofParameters.ToString(), StringComparison.Ordinal);
        Assert.Equal((StopReason.Diverged, Divergence.Parameters), (atTheEnd.Reason, atTheEnd.Divergence));
        Assert.Null(Make(Layer()).Train(Numbers(8)).Divergence);
    }

    [Fact]
    public void Validation_set_of_another_kind_is_refused_before_the_first_update()
    {
        Linear<double> model = Layer();
        double[] before = Values(model);
        Trainer<double> trainer = Make(model);

        Says("the validation set has inputs of shape (3,)", () => trainer.Train(Numbers(8), Numbers(4, width: 3)));
        Says("the validation set has labels", () => trainer.Train(Numbers(8), Labelled(4)));
        Says("the validation set has targets of shape (2,)", () => trainer.Train(Numbers(8), new Dataset<double>(new double[4], [2], new double[4], [2])));
        Assert.Equal(before, Values(model));
        Assert.Equal(0, trainer.Iteration);
    }

    [Fact]
    public void Metric_that_does_not_fit_the_samples_is_refused_before_the_first_update()
    {
        Linear<double> model = Layer(2, 3);
        double[] before = Values(model);

        Says("the metric 'accuracy' needs labels", () => Make(Layer(), new() { Metrics = [new Accuracy<double>()] }).Train(Numbers(8), Numbers(4)));
        Says("the metric 'RMSE' needs targets", () => Make(model, new() { Metrics = [new RootMeanSquaredError<double>()] }, CrossEntropy).Train(Labelled(8), Labelled(4)));
        Says("the metric 'R2' needs targets", () => Make(model, new() { Metrics = [new CoefficientOfDetermination<double>()] }, CrossEntropy).Train(Labelled(8), Labelled(4)));
        Assert.Equal(before, Values(model));

        // Labels 0 to 2 alone come first: nothing but the number of classes tells.
        Dataset<double> four = new(new double[6], [2], [0, 1, 2], 4);
        Says("3 outputs a sample, but the data set has 4 classes", () => Make(model, new() { Metrics = [new Accuracy<double>()] }, CrossEntropy).Train(four, four));
        Assert.Equal(before, Values(model));
    }

    [Fact]
    public void Frozen_parameters_are_refused()
    {
        var model = new Sequential<double>(Layer(2, 3), Layer(3));
        Trainer<double> whole = Make(model), part = Make(model, optimizer: new Adam<double>(model.Layers[0].Parameters));
        model.Layers[0].Freeze();

        Says("all parameters are frozen that the optimiser has", () => part.Train(Numbers(8)));
        Assert.Equal(StopReason.Epochs, whole.Train(Numbers(8)).Reason);
        model.Freeze();
        Says("all parameters are frozen, so there is nothing to train; call Unfreeze()", () => part.Train(Numbers(8)));
    }

    [Fact]
    public void Loss_that_does_not_depend_on_the_model_is_refused()
    {
        var other = new Parameter<double>([1.0]);

        Says("the loss does not depend on the model", () => Make(Layer(), loss: (output, batch) => batch.Targets.Square().Mean()).Train(Numbers(8)));
        Says("the loss does not depend on the model", () => Make(Layer(), loss: (output, batch) => output.Tape.Watch(other).Square().Sum()).Train(Numbers(8)));
    }

    [Fact]
    public void Last_batch_of_one_sample_is_told_the_remedy_by_batch_normalisation()
    {
        var model = new Sequential<double>(Layer(2, 3), new BatchNorm<double>(3), Layer(3));

        Says("BatchNorm 1: a training batch of shape (1, 3)", () => Make(model).Train(Numbers(9)));
        Says("DropLast = true", () => Make(model).Train(Numbers(9)));
        Assert.Equal(4, Make(model, new() { Epochs = 2, BatchSize = 4, DropLast = true }).Train(Numbers(9)).Iterations);
    }
}
