using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn;

/// <summary><see cref="GradientCheck"/> of layers and whole models, by their inputs and by every parameter.</summary>
/// <remarks>
/// <para>A report calls a parameter by its name: <c>hidden.0.weight</c>. Parameters, gradients, buffers such as running means,
/// and random sources are in the end as they were. Frozen parameters are checked like the others.</para>
/// <para>The check compares evaluations at neighbouring points, so a module that draws random numbers in training, as dropout does,
/// is refused: call <see cref="Module{T}.Evaluate"/> first. Layers are generic; that of a <see cref="float"/> model is checked
/// as one of <see cref="double"/>.</para>
/// </remarks>
public static class ModuleGradientCheck
{
    /// <summary>Checks the derivatives of a layer's output by its input and by every parameter.</summary>
    /// <example><code>model.CheckGradients(new double[,] { { 0.5, -1 }, { 2, 0.1 } }).ThrowIfFailed();</code></example>
    /// <exception cref="ModuleException">The layer gives another output for the same input.</exception>
    public static GradientCheckReport CheckGradients(this Layer<double> layer, GradientCheckInput x, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.CheckGradients(layer.Forward, x, options);
    }

    /// <summary>Checks the derivatives of a function that calls the module, a loss for example, by its variable and by every parameter.</summary>
    /// <example><code>model.CheckGradients(x => Loss.CrossEntropy(model.Forward(x), labels), x).ThrowIfFailed();</code></example>
    /// <exception cref="ModuleException">The function gives another value for the same input.</exception>
    public static GradientCheckReport CheckGradients(
        this Module<double> module, Func<Variable<double>, Variable<double>> function, GradientCheckInput x, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(function);
        StateSlot[] slots = [.. module.State()];
        byte[][] before = [.. slots.Select(slot => slot.Bytes.ToArray())];
        try
        {
            RefuseRandom(module, function, x, slots, before);
            return GradientCheck.Check(xs => function(xs[0]), module.Parameters, options ?? new(), x.Name is null ? x.Named("x") : x);
        }
        finally
        {
            // What has not changed is not written, so that graphs of other tapes stay valid.
            for (int i = 0; i < slots.Length; i++)
            {
                if (!slots[i].Bytes.SequenceEqual(before[i]))
                {
                    slots[i].Restore(before[i]);
                }
            }
        }
    }

    /// <summary>Two evaluations tell: either a random source of the state has moved, or one beside it has made another output.</summary>
    private static void RefuseRandom(
        Module<double> module, Func<Variable<double>, Variable<double>> function, GradientCheckInput x, StateSlot[] slots, byte[][] before)
    {
        double[] first = Value(function, x);
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i].ElementType == typeof(ulong) && !slots[i].Bytes.SequenceEqual(before[i]))
            {
                throw Random(module, $" ('{slots[i].Name}')");
            }
        }

        if (!first.AsSpan().SequenceEqual(Value(function, x)))
        {
            throw Random(module, "");
        }
    }

    private static ModuleException Random(Module<double> module, string source) => new(
        $"CheckGradients: {module} draws random numbers{source} or changes otherwise between two evaluations, so that differences say nothing; call Evaluate() before the check");

    private static double[] Value(Func<Variable<double>, Variable<double>> function, GradientCheckInput x)
    {
        var tape = new Tape<double>();
        using Tape<double>.RecordingScope scope = tape.StopRecording();
        return function(tape.Constant(x.Values, x.Shape.Lengths)).Value.ToArray();
    }
}
