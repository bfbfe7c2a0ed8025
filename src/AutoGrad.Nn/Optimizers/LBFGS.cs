using System.Numerics;
using System.Numerics.Tensors;
using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Optimizers;

/// <summary>L-BFGS: steps along -H g, where H, an inverse Hessian, is built from the last few changes of parameters and gradients.</summary>
/// <remarks>
/// For the gradient of all data and for few parameters. Source: Nocedal 1980; Nocedal and Wright, Numerical Optimization, algorithm 7.4.
/// The very first step is rate min(1, 1/|g|_1) along -g.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LBFGS<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int iterations;
    private readonly int evaluations;
    private readonly double smallGradient;
    private readonly double smallChange;
    private readonly LineSearch search;
    private readonly ParameterVector<T> vector;
    private readonly LimitedHistory<T> history;
    private readonly T[] direction;
    private readonly T[] gradient;
    private readonly T[] previous;
    private readonly T[] origin;
    private readonly List<T[]> trialGradients = [];
    private double step;
    private long iterationCount;

    /// <summary>An optimiser of parameters.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="rate">The step along the direction, and what a line search tries first; 0 or more.</param>
    /// <param name="iterations">The most iterations in one step.</param>
    /// <param name="evaluations">The most evaluations in one step; 5/4 of the iterations unless given.</param>
    /// <param name="smallGradient">A step ends where no gradient is larger; 0 or more.</param>
    /// <param name="smallChange">A step ends where parameters or loss change less; 0 or more.</param>
    /// <param name="history">How many changes the inverse Hessian is built from.</param>
    /// <param name="search">Whether to search along the direction.</param>
    /// <exception cref="ModuleException">There is no parameter, one is there twice, or a number is out of its range.</exception>
    public LBFGS(
        IEnumerable<Parameter<T>> parameters,
        double rate = 1,
        int iterations = 20,
        int? evaluations = null,
        double smallGradient = 1e-7,
        double smallChange = 1e-9,
        int history = 10,
        LineSearch search = LineSearch.None)
        : base([new ParameterGroup<T>(parameters)], rate, null)
    {
        this.iterations = (int)Hyperparameter.CheckCount(iterations, Name, "the number of iterations");
        this.evaluations = (int)Hyperparameter.CheckCount(evaluations ?? Math.Max(1, iterations * 5 / 4), Name, "the number of evaluations");
        this.smallGradient = Hyperparameter.CheckNotNegative(smallGradient, Name, "the small gradient");
        this.smallChange = Hyperparameter.CheckNotNegative(smallChange, Name, "the small change");
        Hyperparameter.CheckCount(history, Name, "the history");
        this.search = search;
        vector = new ParameterVector<T>(All);
        this.history = new LimitedHistory<T>(history, vector.Count);
        direction = new T[vector.Count];
        gradient = new T[vector.Count];
        previous = new T[vector.Count];
        origin = new T[vector.Count];
    }

    /// <summary>Not possible: a step evaluates the loss several times.</summary>
    /// <exception cref="ModuleException">Always; it names the other step.</exception>
    public override void Step() => throw new ModuleException($"{Name}: a step evaluates the loss several times; call Step(evaluate)");

    /// <summary>Several iterations.</summary>
    /// <param name="evaluate">Clears the gradients, computes loss and gradients at the present parameters, and gives the loss back.</param>
    /// <returns>The loss before the step.</returns>
    public override double Step(Func<double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        CountStep();
        double first = evaluate();
        double loss = first;
        int used = 1;
        vector.ReadGradients(gradient);
        if (Largest(gradient) <= smallGradient)
        {
            return first;
        }

        for (int iteration = 1; ; iteration++)
        {
            iterationCount++;
            if (iterationCount == 1)
            {
                TensorPrimitives.Negate<T>(gradient, direction);
            }
            else
            {
                history.Add(direction, step, gradient, previous);
                history.Direct(gradient, direction);
            }

            gradient.CopyTo(previous, 0);
            double before = loss;
            step = iterationCount == 1 ? Math.Min(1, 1 / double.CreateTruncating(TensorPrimitives.SumOfMagnitudes<T>(gradient))) * Rate : Rate;
            double slope = Dot(gradient, direction);
            if (slope > -smallChange)
            {
                return first;
            }

            vector.ReadValues(origin);
            if (search == LineSearch.StrongWolfe)
            {
                loss = Search(evaluate, loss, slope, ref used);
            }
            else
            {
                MoveTo(step);
                if (iteration != iterations)
                {
                    loss = evaluate();
                    vector.ReadGradients(gradient);
                    used++;
                }
            }

            if (iteration == iterations || used >= evaluations || Largest(gradient) <= smallGradient
                || Largest(direction) * Math.Abs(step) <= smallChange || Math.Abs(loss - before) < smallChange)
            {
                return first;
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<StateSlot> State() =>
    [
        .. base.State(),
        StateSlot.Of("iterations", () => iterationCount, value => iterationCount = value),
        StateSlot.Of("step_size", () => step, value => step = value),
        StateSlot.Of("direction", direction),
        StateSlot.Of("previous_gradient", previous),
        .. history.State(),
    ];

    /// <inheritdoc/>
    protected override void Update(int index, Parameter<T> parameter, ParameterGroup<T> group, long step) =>
        throw new ModuleException($"{Name}: call Step(evaluate)");

    private static double Largest(ReadOnlySpan<T> x) => double.CreateTruncating(T.Abs(TensorPrimitives.MaxMagnitude(x)));

    private static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b) => double.CreateTruncating(TensorPrimitives.Dot(a, b));

    private void MoveTo(double along)
    {
        // The gradient's array is free here: the next evaluation fills it.
        TensorPrimitives.MultiplyAdd<T>(direction, T.CreateTruncating(along), origin, gradient);
        vector.WriteValues(gradient);
        previous.CopyTo(gradient, 0);
    }

    private double Search(Func<double> evaluate, double loss, double slope, ref int used)
    {
        int count = 0;
        LinePoint Trial(double along)
        {
            MoveTo(along);
            double value = evaluate();
            if (trialGradients.Count == count)
            {
                trialGradients.Add(new T[vector.Count]);
            }

            vector.ReadGradients(trialGradients[count]);
            return new LinePoint(along, value, Dot(trialGradients[count], direction), count++);
        }

        LinePoint best = new WolfeSearch(Trial, new LinePoint(0, loss, slope, -1), Largest(direction)).Run(step);
        used += count;
        step = best.Step;
        MoveTo(step);
        if (best.Gradient >= 0)
        {
            trialGradients[best.Gradient].CopyTo(gradient, 0);
        }

        return best.Loss;
    }
}
