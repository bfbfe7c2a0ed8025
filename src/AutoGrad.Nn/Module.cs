using System.Globalization;
using System.Numerics;
using System.Text;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn;

/// <summary>
/// Parameters, and modules inside, under names: <c>hidden.0.weight</c> is the parameter <c>weight</c> of the module <c>0</c>
/// inside the module <c>hidden</c>.
/// </summary>
/// <remarks>
/// A module registers what it holds in its constructor, with <see cref="Add(string, Parameter{T})"/> and
/// <see cref="Add{TModule}(string, TModule)"/>; nothing is looked up by reflection, so that modules work under NativeAOT.
/// A module that maps one variable to another is a <see cref="Layer{T}"/>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Module<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(string Name, Parameter<T> Parameter, bool IsTrained)> own = [];
    private readonly List<(string Name, Module<T> Module)> children = [];
    private string? path;

    /// <summary>Whether the module is being trained, which is so until <see cref="Evaluate"/>: then dropout drops and batch normalisation uses the batch.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The modules inside, one level down, with their names.</summary>
    public IReadOnlyList<(string Name, Module<T> Module)> Children => children;

    /// <summary>Every trained parameter with its full name, in the order in which they were registered, depth first; a shared one once.</summary>
    public IReadOnlyList<(string Name, Parameter<T> Parameter)> NamedParameters => [.. Distinct(entry => entry.IsTrained)];

    /// <summary>What is saved with the model but not trained, as running means are.</summary>
    public IReadOnlyList<(string Name, Parameter<T> Buffer)> NamedBuffers => [.. Distinct(entry => !entry.IsTrained)];

    /// <summary>Every trained parameter, as an optimiser takes them.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => [.. Distinct(entry => entry.IsTrained).Select(named => named.Parameter)];

    /// <summary>The number of trained numbers, frozen ones included.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Shape.Count);

    /// <summary>Switches this module and those inside to training.</summary>
    public void Train() => SetTraining(true);

    /// <summary>Switches this module and those inside to evaluation: the same input gives the same output.</summary>
    public void Evaluate() => SetTraining(false);

    /// <summary>No parameter gets a gradient from now on, until <see cref="Unfreeze"/>. Tapes notice after their next reset.</summary>
    public void Freeze() => SetFrozen(true);

    /// <summary>Every parameter gets gradients again.</summary>
    public void Unfreeze() => SetFrozen(false);

    /// <summary>Forgets all gradients.</summary>
    public void ZeroGradients()
    {
        foreach (Parameter<T> parameter in Parameters)
        {
            parameter.ZeroGradient();
        }
    }

    /// <summary>Takes over all that a module with the same names and shapes would save: parameters, buffers, counts, positions of random sources.</summary>
    /// <exception cref="ModuleException">A name is missing on either side, or shapes differ. Nothing was changed then.</exception>
    public void CopyFrom(Module<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Dictionary<string, StateSlot> given = source.State().ToDictionary(slot => slot.Name);
        StateSlot[] mine = [.. State()];
        foreach (StateSlot slot in mine)
        {
            if (!given.TryGetValue(slot.Name, out StateSlot? other))
            {
                throw new ModuleException($"CopyFrom: the source has no '{slot.Name}' {ShapeText.Of(slot.Lengths)}");
            }

            if (!slot.IsResizable && !other.Lengths.SequenceEqual(slot.Lengths))
            {
                throw new ModuleException($"CopyFrom: '{slot.Name}' has shape {ShapeText.Of(slot.Lengths)} here and {ShapeText.Of(other.Lengths)} in the source");
            }
        }

        var names = mine.Select(slot => slot.Name).ToHashSet();
        if (given.Keys.FirstOrDefault(name => !names.Contains(name)) is string unknown)
        {
            throw new ModuleException($"CopyFrom: the source has '{unknown}', which this module has not");
        }

        foreach (StateSlot slot in mine)
        {
            slot.Restore(given[slot.Name].Bytes);
        }
    }

    /// <summary>A table of the parameters: name, shape, count, and whether frozen.</summary>
    public string Summary()
    {
        (string Name, string Shape, string Count)[] rows =
        [
            ("parameter", "shape", "count"),
            .. NamedParameters.Select(named => (
                named.Name,
                named.Parameter.Shape + (named.Parameter.IsFrozen ? " frozen" : ""),
                named.Parameter.Shape.Count.ToString("N0", CultureInfo.InvariantCulture))),
            ("total", "", ParameterCount.ToString("N0", CultureInfo.InvariantCulture)),
        ];
        int names = rows.Max(row => row.Name.Length);
        int shapes = rows.Max(row => row.Shape.Length);
        int counts = rows.Max(row => row.Count.Length);
        var text = new StringBuilder();
        foreach ((string name, string shape, string count) in rows)
        {
            text.Append(name.PadRight(names)).Append("  ").Append(shape.PadRight(shapes)).Append("  ").Append(count.PadLeft(counts)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Parameters and buffers, and what else modules inside must remember to go on as if never interrupted; see <see cref="OwnState"/>.</summary>
    /// <remarks>Positions of random sources are the slots whose elements are <see cref="ulong"/>; files of other libraries have none.</remarks>
    public virtual IEnumerable<StateSlot> State() =>
        Distinct(_ => true).Select(named => StateSlot.Of(named.Name, named.Parameter)).Concat(AllOwnState("", new HashSet<Module<T>>(ReferenceEqualityComparer.Instance)));

    /// <summary>Registers a trained parameter. Gives it back.</summary>
    /// <exception cref="ModuleException">The name is taken, empty, or contains a dot.</exception>
    protected Parameter<T> Add(string name, Parameter<T> parameter) => Add(name, parameter, isTrained: true);

    /// <summary>Registers numbers that are saved with the model but not trained. Gives them back.</summary>
    /// <exception cref="ModuleException">The name is taken, empty, or contains a dot.</exception>
    protected Parameter<T> AddBuffer(string name, Parameter<T> buffer)
    {
        Add(name, buffer, isTrained: false);
        buffer.IsFrozen = true;
        return buffer;
    }

    /// <summary>Registers a module inside. Gives it back.</summary>
    /// <exception cref="ModuleException">The name is taken, empty, or contains a dot; or the module is this one, or has this one inside.</exception>
    protected TModule Add<TModule>(string name, TModule module)
        where TModule : Module<T>
    {
        ArgumentNullException.ThrowIfNull(module);
        CheckName(name);
        if (module.Tree().Contains(this))
        {
            throw new ModuleException($"Add: the module '{name}' is the one that it is added to, or has that one inside; a module cannot be inside itself");
        }

        children.Add((name, module));

        // Messages and drawings show the name as far as the tree is built.
        foreach ((string inside, Parameter<T> parameter) in module.Distinct(_ => true))
        {
            parameter.Name = $"{name}.{inside}";
        }

        module.SetPath(name);
        return module;
    }

    /// <summary>
    /// Until the returned scope is disposed, what is recorded belongs to this module: drawings show it as a box with the module's name,
    /// described by its <see cref="object.ToString"/>. The layers that are there do so; a layer of one's own starts <c>Forward</c> with it.
    /// </summary>
    /// <example><code>using Tape&lt;T&gt;.NamedScope scope = Scope(x.Tape);</code></example>
    /// <param name="tape">The tape that is recorded on.</param>
    protected internal Tape<T>.NamedScope Scope(Tape<T> tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Scope(path ??= GetType().Name.Split('`')[0], this);
    }

    /// <summary>What this module alone must save beside its parameters and buffers, as the position of a random source is; nothing, unless overridden.</summary>
    protected virtual IEnumerable<StateSlot> OwnState() => [];

    /// <summary>What else a module must do when training starts or stops; nothing, unless overridden.</summary>
    protected virtual void OnTrainingChanged()
    {
    }

    /// <summary>Runs an action with this module and those inside in evaluation; each is in its own mode again afterwards.</summary>
    internal TResult InEvaluation<TResult>(Func<TResult> action)
    {
        Module<T>[] trained = [.. Tree().Where(module => module.IsTraining)];
        foreach (Module<T> module in trained)
        {
            module.SetOwnTraining(false);
        }

        try
        {
            return action();
        }
        finally
        {
            foreach (Module<T> module in trained)
            {
                module.SetOwnTraining(true);
            }
        }
    }

    private Parameter<T> Add(string name, Parameter<T> parameter, bool isTrained)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        CheckName(name);
        own.Add((name, parameter, isTrained));
        parameter.Name = name;
        return parameter;
    }

    private void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
        {
            throw new ModuleException($"the name '{name}' is empty or contains a dot, which separates levels");
        }

        if (own.Exists(entry => entry.Name == name) || children.Exists(entry => entry.Name == name))
        {
            throw new ModuleException($"the name '{name}' is taken in this module");
        }
    }

    private void SetPath(string name)
    {
        path = name;
        foreach ((string inside, Module<T> module) in children)
        {
            module.SetPath($"{name}.{inside}");
        }
    }

    private void SetTraining(bool training)
    {
        foreach (Module<T> module in Tree())
        {
            module.SetOwnTraining(training);
        }
    }

    private void SetOwnTraining(bool training)
    {
        IsTraining = training;
        OnTrainingChanged();
    }

    private IEnumerable<Module<T>> Tree() => children.SelectMany(child => child.Module.Tree()).Prepend(this);

    private void SetFrozen(bool frozen)
    {
        foreach (Parameter<T> parameter in Parameters)
        {
            parameter.IsFrozen = frozen;
        }
    }

    private IEnumerable<StateSlot> AllOwnState(string prefix, HashSet<Module<T>> met)
    {
        if (!met.Add(this))
        {
            yield break;
        }

        foreach (StateSlot slot in OwnState())
        {
            yield return prefix.Length == 0 ? slot : slot.Under(prefix);
        }

        foreach ((string name, Module<T> module) in children)
        {
            foreach (StateSlot slot in module.AllOwnState(prefix.Length == 0 ? name : $"{prefix}.{name}", met))
            {
                yield return slot;
            }
        }
    }

    private IEnumerable<(string Name, Parameter<T> Parameter)> Distinct(Func<(string Name, Parameter<T> Parameter, bool IsTrained), bool> wanted)
    {
        var met = new HashSet<Parameter<T>>(ReferenceEqualityComparer.Instance);
        return All("").Where(entry => wanted(entry) && met.Add(entry.Parameter)).Select(entry => (entry.Name, entry.Parameter));
    }

    private IEnumerable<(string Name, Parameter<T> Parameter, bool IsTrained)> All(string prefix)
    {
        foreach ((string name, Parameter<T> parameter, bool isTrained) in own)
        {
            yield return (prefix + name, parameter, isTrained);
        }

        foreach ((string name, Module<T> module) in children)
        {
            foreach ((string Name, Parameter<T> Parameter, bool IsTrained) entry in module.All($"{prefix}{name}."))
            {
                yield return entry;
            }
        }
    }
}
