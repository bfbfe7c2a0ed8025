using System.Numerics;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Changes parameters by their gradients so that a loss falls.</summary>
/// <remarks>
/// An own optimiser derives from this class, asks for numbers beside each parameter by <see cref="AddState"/> in its constructor, and
/// overrides <see cref="Update"/>. Memory is taken when the optimiser is made; a step allocates nothing.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Optimizer<T> : IStateful
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterGroup<T>[] groups;
    private readonly Parameter<T>[] parameters;
    private readonly ParameterGroup<T>[] groupOf;
    private readonly long[] steps;
    private readonly List<(string Name, T[][] Values)> states = [];
    private long stepCount;

    /// <summary>Takes the parameters over.</summary>
    /// <param name="groups">The parameters in groups.</param>
    /// <param name="rate">The rate of groups that have none of their own.</param>
    /// <param name="weightDecay">The weight decay of groups that have none of their own; <c>null</c> where the method knows no weight decay.</param>
    /// <exception cref="ModuleException">There is no group, a parameter is in two, or a number is out of its range.</exception>
    protected Optimizer(IEnumerable<ParameterGroup<T>> groups, double rate, double? weightDecay = 0)
    {
        ArgumentNullException.ThrowIfNull(groups);
        this.groups = [.. groups];
        if (this.groups.Length == 0)
        {
            throw new ModuleException($"{Name}: there is no group of parameters");
        }

        Hyperparameter.CheckNotNegative(rate, Name, "the rate");
        Hyperparameter.CheckNotNegative(weightDecay ?? 0, Name, "the weight decay");
        parameters = [.. this.groups.SelectMany(group => group.Parameters)];
        groupOf = [.. this.groups.SelectMany(group => Enumerable.Repeat(group, group.Parameters.Count))];
        steps = new long[parameters.Length];
        var met = new HashSet<Parameter<T>>(ReferenceEqualityComparer.Instance);
        foreach (Parameter<T> parameter in parameters)
        {
            if (!met.Add(parameter))
            {
                throw new ModuleException($"{Name}: {parameter} is in two groups");
            }
        }

        foreach (ParameterGroup<T> group in this.groups)
        {
            if (weightDecay is null && group.WeightDecay > 0)
            {
                throw new ModuleException(FormattableString.Invariant($"{Name}: a group has a weight decay of {group.WeightDecay}, which this method does not know"));
            }
        }

        foreach (ParameterGroup<T> group in this.groups)
        {
            group.Complete(rate, weightDecay ?? 0);
        }
    }

    /// <summary>The parameters in groups.</summary>
    public IReadOnlyList<ParameterGroup<T>> Groups => groups;

    /// <summary>The rate of the first group; set, that of all groups.</summary>
    /// <exception cref="ModuleException">The rate is negative or not finite.</exception>
    public double Rate
    {
        get => groups[0].Rate;
        set
        {
            foreach (ParameterGroup<T> group in groups)
            {
                group.Rate = value;
            }
        }
    }

    /// <summary>The number of steps so far.</summary>
    public long StepCount => stepCount;

    /// <summary>The parameters of all groups, in order.</summary>
    protected ReadOnlySpan<Parameter<T>> Parameters => parameters;

    /// <summary>The same as a list, without a copy.</summary>
    internal IReadOnlyList<Parameter<T>> All => parameters;

    /// <summary>The class's name in messages.</summary>
    private protected string Name => GetType().Name.Split('`')[0];

    /// <summary>One update from the gradients that are present. Frozen parameters, and those without a gradient, are left alone.</summary>
    /// <exception cref="ModuleException">The method has to evaluate the loss itself.</exception>
    public virtual void Step()
    {
        stepCount++;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].HasGradient && !parameters[i].IsFrozen)
            {
                steps[i]++;
                Update(i, parameters[i], groupOf[i], steps[i]);
            }
        }
    }

    /// <summary>One update from gradients that a function leaves; methods that evaluate the loss more than once need it.</summary>
    /// <param name="evaluate">Clears the gradients, computes loss and gradients at the present parameters, and gives the loss back.</param>
    /// <returns>The loss at the first evaluation, unless the method says otherwise.</returns>
    public virtual double Step(Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        double loss = evaluate();
        Step();
        return loss;
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGradients()
    {
        foreach (Parameter<T> parameter in parameters)
        {
            parameter.ZeroGradient();
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// <c>step</c>, <c>group.0.rate</c> for each group, and for each parameter, counted over all groups, <c>0.step</c> and its numbers,
    /// such as <c>0.exp_avg</c>. Other hyper-parameters are configuration, not state.
    /// </remarks>
    public virtual IEnumerable<StateSlot> State()
    {
        yield return StateSlot.Of("step", () => stepCount, value => stepCount = value);
        for (int g = 0; g < groups.Length; g++)
        {
            ParameterGroup<T> group = groups[g];
            yield return StateSlot.Of($"group.{g}.rate", () => group.Rate, value => group.Rate = value);
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            int index = i;
            yield return StateSlot.Of($"{i}.step", () => steps[index], value => steps[index] = value);
            foreach ((string name, T[][] values) in states)
            {
                yield return StateSlot.Of($"{i}.{name}", values[i], parameters[i].Shape.Lengths);
            }
        }
    }

    /// <summary>Changes one parameter by its gradient.</summary>
    /// <param name="index">The parameter's place among all groups' parameters.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="group">Its group, for rate and weight decay.</param>
    /// <param name="step">How many updates this parameter has had, this one included.</param>
    protected abstract void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step);

    /// <summary>Numbers beside those of each parameter, which are saved with the state; one array a parameter.</summary>
    /// <param name="name">The name in a file, behind the parameter's place.</param>
    /// <param name="initial">What they are at first.</param>
    protected T[][] AddState(string name, double initial = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        T[][] values = [.. parameters.Select(parameter => new T[parameter.Shape.Count])];
        if (initial != 0)
        {
            foreach (T[] value in values)
            {
                Array.Fill(value, T.CreateTruncating(initial));
            }
        }

        states.Add((name, values));
        return values;
    }

    /// <summary>Counts a step of a method that overrides both steps.</summary>
    private protected void CountStep() => stepCount++;
}
