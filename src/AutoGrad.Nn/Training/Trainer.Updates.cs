using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Training;

/// <content>One update, one epoch, one measurement.</content>
public sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, double> EmptyMetrics = [];
    private Batches<T>? batches;
    private Batches<T>? validationBatches;

    // Of the update that is being done: how many batches from position on it takes, and the versions of the parameters at its
    // beginning, by which an evaluation knows whether it is at a trial point.
    private int updateBatches;
    private int updateSamples;
    private long updateVersion;

    private long ParameterVersion
    {
        get
        {
            long sum = 0;
            foreach (Parameter<T> parameter in parameters)
            {
                sum += parameter.Version;
            }

            return sum;
        }
    }

    private double Fraction
    {
        get
        {
            double epochs = (epoch + ((double)position / batches!.Count)) / options.Epochs;
            double iterations = options.MaxIterations is long most ? (double)iteration / most : 0;
            return Math.Clamp(Math.Max(epochs, iterations), 0, 1);
        }
    }

    private double CurrentLoss => samplesSeen > 0 ? lossSum / samplesSeen : trainingLosses.Count > 0 ? trainingLosses[^1] : double.NaN;

    // Null if the update was done; or else why not.
    private StopReason? Update(out double loss)
    {
        if (position == 0)
        {
            BeginEpoch();
        }

        updateBatches = Math.Min(options.AccumulatedBatches, batches!.Count - (int)position);
        updateSamples = 0;
        for (int i = 0; i < updateBatches; i++)
        {
            updateSamples += batches.SizeOf((int)position + i);
        }

        updateVersion = ParameterVersion;
        StopReason? reason = null;
        try
        {
            loss = optimizer.Step(evaluate);
            reason = double.IsFinite(loss) ? null : StopReason.Diverged;
            hasGradients = true;
        }
        catch (UpdateNotDone stop)
        {
            (reason, loss) = (stop.Reason, stop.Loss);
        }

        if (reason is not null)
        {
            if (position == 0)
            {
                AbandonEpoch();
            }

            if (reason == StopReason.Diverged)
            {
                divergence = AreParametersFinite ? Divergence.Loss : Divergence.Parameters;
            }

            return reason;
        }

        iteration++;
        position += updateBatches;
        lossSum += loss * updateSamples;
        samplesSeen += updateSamples;
        if (options.ScheduleUnit == ScheduleUnit.Iteration)
        {
            options.Schedule?.Step();
        }

        return null;
    }

    // What the optimiser calls, once or, as a line search does, several times: the mean loss of the update's samples, and its
    // gradients. Where the parameters have already moved, a loss is the optimiser's business, which may reject the move.
    private double EvaluateUpdate()
    {
        bool isTrial = ParameterVersion != updateVersion;
        optimizer.ZeroGradients();
        foreach (Parameter<T> parameter in parameters)
        {
            parameter.ZeroGradient();
        }

        double mean = 0;
        for (int i = 0; i < updateBatches; i++)
        {
            tape.Reset();
            Batch<T> batch = batches!.Fill((int)position + i, tape);
            Variable<T> loss = LossOf(batch, out Variable<T> output);
            if (!hasGradients)
            {
                CheckFirstOutput(output, batch);
            }

            CheckDependsOnModel(loss.RequiresGradient);
            double value = double.CreateTruncating(loss.Value.Item);
            if (updateBatches == 1)
            {
                mean = value;
            }
            else
            {
                mean += value * batch.Count / updateSamples;
            }

            if (!isTrial && !double.IsFinite(mean))
            {
                throw new UpdateNotDone(StopReason.Diverged, mean);
            }

            if (updateBatches == 1)
            {
                loss.Backward();
            }
            else
            {
                T weight = T.CreateTruncating((double)batch.Count / updateSamples);
                loss.Backward(new ReadOnlySpan<T>(in weight));
            }
        }

        CheckDependsOnModel(hasGradients || optimizer.All.Any(parameter => parameter.HasGradient));
        if (!isTrial && updateBatches == batches!.Count && mean <= options.LossThreshold)
        {
            throw new UpdateNotDone(StopReason.LossThreshold, mean);
        }

        options.GradientHook?.Invoke(parameters);
        return mean;
    }

    // False if it was cancelled; the epoch is finished later then.
    private bool FinishEpoch(Dataset<T>? validation, CancellationToken cancellation, out Evaluation? measured)
    {
        measured = null;
        if (validation is not null)
        {
            measured = Measure(validationBatches!, cancellation);
            if (measured is null)
            {
                return false;
            }

            validationLosses.Add(measured.Loss);
        }

        double loss = CurrentLoss;
        trainingLosses.Add(loss);
        epoch++;
        position = 0;
        lossSum = 0;
        samplesSeen = 0;
        if (measured is not null)
        {
            NoteBest(measured.Loss);
        }

        if (!AreParametersFinite)
        {
            divergence = Divergence.Parameters;
        }
        else if (double.IsNaN(measured?.Loss ?? 0))
        {
            divergence = Divergence.ValidationLoss;
        }

        if (divergence is not null)
        {
            return true;
        }

        if (options.Schedule is ReduceOnPlateau<T> plateau)
        {
            plateau.Step(measured?.Loss ?? loss);
        }
        else if (options.ScheduleUnit == ScheduleUnit.Epoch)
        {
            options.Schedule?.Step();
        }

        return true;
    }

    private Variable<T> LossOf(Batch<T> batch, out Variable<T> output)
    {
        output = default;
        Variable<T> loss;
        if (outputLoss is not null)
        {
            output = layer!.Forward(batch.Inputs);
            loss = outputLoss(output, batch);
        }
        else
        {
            loss = batchLoss!(tape, model, batch);
        }

        return loss.Shape.Count == 1
            ? loss
            : throw new ShapeException($"Trainer: the loss has shape {loss.Shape}, but must be a single number; take the mean over the samples");
    }

    // Null if it was cancelled.
    private Evaluation? Measure(Batches<T> data, CancellationToken cancellation)
    {
        bool wasTraining = model.IsTraining;
        model.Evaluate();
        tape.Reset();
        try
        {
            using Tape<T>.RecordingScope scope = tape.StopRecording();
            foreach (Metric<T> metric in options.Metrics)
            {
                metric.Reset();
            }

            double sum = 0;
            for (int i = 0; i < data.Count; i++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return null;
                }

                sum += MeasureBatch(data.Fill(i, tape));
                tape.Reset();
            }

            return new Evaluation(sum / data.Data.Count, options.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value));
        }
        finally
        {
            tape.Reset();
            if (wasTraining)
            {
                model.Train();
            }
        }
    }

    private double MeasureBatch(Batch<T> batch)
    {
        Variable<T> loss = LossOf(batch, out Variable<T> output);
        if (options.Metrics.Count > 0 && output.IsDefault)
        {
            output = layer!.Forward(batch.Inputs);
        }

        foreach (Metric<T> metric in options.Metrics)
        {
            metric.Add(output, batch);
        }

        return double.CreateTruncating(loss.Value.Item) * batch.Count;
    }

    /// <summary>Leaves an optimiser's step before it changed anything.</summary>
    private sealed class UpdateNotDone(StopReason reason, double loss) : Exception
    {
        public StopReason Reason => reason;

        public double Loss => loss;
    }
}
