using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Errors;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Nn.Training;

/// <content>What is refused before the first update.</content>
public sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // How the last Train ended, where the counters do not tell; a checkpoint that is loaded forgets it.
    private StopReason? ended;
    private Divergence? divergence;

    // Whether an update of this Train was done, from when on its setup needs no more looking at.
    private bool hasGradients;

    private bool AreParametersFinite => Array.TrueForAll(parameters, parameter => TensorPrimitives.IsFiniteAll(parameter.Value.Span));

    private void CheckOptimizer()
    {
        if (!optimizer.All.Intersect(parameters).Any())
        {
            throw new ModuleException("Trainer: none of the optimiser's parameters belong to the model; build it from model.Parameters");
        }

        if (options.Schedule is { } schedule && !ReferenceEquals(schedule.Optimizer, optimizer))
        {
            throw new ModuleException("Trainer: the schedule sets the rates of another optimiser than the trainer's; make it on the optimiser that the trainer is given");
        }
    }

    private void CheckNotEnded()
    {
        if ((ended ?? Rule()) is not { } reason)
        {
            return;
        }

        string remedy = reason switch
        {
            StopReason.Epochs => $"all {options.Epochs} epochs are done; for more, make a new Trainer with more {nameof(options.Epochs)} and load this one's state into it",
            StopReason.Iterations => $"all {options.MaxIterations} iterations are done; for more, make a new Trainer with more {nameof(options.MaxIterations)} and load this one's state into it",
            StopReason.LossThreshold => $"the training loss is down to {nameof(options.LossThreshold)}; to go on, make a new Trainer with a lower one and load this one's state into it",
            StopReason.EarlyStopping => $"the validation loss no longer improved; to go on, make a new Trainer with more patience and load this one's state into it",
            _ => "the training diverged; load an earlier checkpoint, or make a new Trainer with a smaller rate",
        };
        throw new ModuleException(
            $"Trainer: the training has ended ({reason}) after {epoch} epochs and {iteration} iterations: {remedy}; to train anew, on these or other data, make a new Trainer with a new optimiser");
    }

    private void CheckNotFrozen()
    {
        if (!optimizer.All.All(parameter => parameter.IsFrozen))
        {
            return;
        }

        throw new ModuleException(Array.TrueForAll(parameters, parameter => parameter.IsFrozen)
            ? "Trainer: all parameters are frozen, so there is nothing to train; call Unfreeze() on the model, or on the part of it to be trained"
            : "Trainer: all parameters are frozen that the optimiser has; call Unfreeze() on them, or give the optimiser those that are not");
    }

    private void CheckValidation(Dataset<T> training, Dataset<T>? validation)
    {
        if (validation is null)
        {
            return;
        }

        if (validation.InputShape != training.InputShape)
        {
            throw new ShapeException(
                $"Trainer: the validation set has inputs of shape {validation.InputShape}, but the training set of shape {training.InputShape}; prepare both alike, as Dataset.Split does");
        }

        if (validation.HasLabels != training.HasLabels)
        {
            throw new ModuleException(
                $"Trainer: the validation set has {Kind(validation)}, but the training set has {Kind(training)}; make both data sets alike, as Dataset.Split does");
        }

        if (validation.TargetShape != training.TargetShape)
        {
            throw new ShapeException(
                $"Trainer: the validation set has targets of shape {validation.TargetShape}, but the training set of shape {training.TargetShape}; prepare both alike, as Dataset.Split does");
        }

        foreach (Metric<T> metric in options.Metrics)
        {
            if (validation.HasLabels ? metric.NeedsTargets : metric.NeedsLabels)
            {
                throw new ModuleException(
                    $"Trainer: the metric '{metric.Name}' needs {(validation.HasLabels ? "targets" : "labels")}, but the validation set has {Kind(validation)}; leave the metric out, or make the data sets with {(validation.HasLabels ? "targets" : "labels")}");
            }
        }

        static string Kind(Dataset<T> data) => data.HasLabels ? "labels" : "targets";
    }

    // A loss may make what it likes of the outputs and the labels, but a metric of classes cannot.
    private void CheckFirstOutput(Variable<T> output, Batch<T> batch)
    {
        if (output.IsDefault || options.Metrics.FirstOrDefault(metric => metric.NeedsLabels) is not { } metric)
        {
            return;
        }

        int outputs = output.Shape.Count / batch.Count;
        if (Math.Max(outputs, 2) < batch.Classes)
        {
            throw new ShapeException(
                $"Trainer: the model gives {outputs} outputs a sample, but the data set has {batch.Classes} classes, of which the metric '{metric.Name}' needs one output each; give the model {batch.Classes} outputs");
        }
    }

    private static void CheckDependsOnModel(bool depends)
    {
        if (!depends)
        {
            throw new ModuleException(
                "Trainer: the loss does not depend on the model, or not on a parameter that the optimiser trains; compute it from the model's output, with operations that are recorded");
        }
    }
}
