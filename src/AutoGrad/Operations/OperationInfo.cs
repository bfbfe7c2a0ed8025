namespace AutoGrad.Operations;

/// <summary>The description of an operation: what the engine, the law tests, drawings and the operation table know of it.</summary>
public abstract class OperationInfo
{
    private protected OperationInfo(string name, int arity)
    {
        Name = name;
        Arity = arity;
    }

    /// <summary>The name in messages, drawings and the operation table, such as <c>log1p</c>.</summary>
    public string Name { get; }

    /// <summary>The number of operands; -1 for any number from 1 up.</summary>
    public int Arity { get; }

    /// <summary>Which values the gradient reads.</summary>
    public Saves Saves { get; init; } = Saves.Inputs | Saves.Output;

    /// <summary>In which operands the operation is linear, each by itself; checked by the laws.</summary>
    public Linearity Linearity { get; init; } = Linearity.None;

    /// <summary>The operands whose local gradient is the constant 1, as in a sum: bit k stands for operand k. The sweep then passes the upstream gradient on as it is.</summary>
    public int UnitGradients { get; init; }

    /// <summary>Whether the result is the operand's memory under another shape, so that nothing is computed.</summary>
    public bool SharesMemory { get; init; }

    /// <summary>Whether <c>Primal</c> can add to its destination (<c>Evaluation.Accumulate</c>) and not only overwrite it.</summary>
    public bool Accumulates { get; init; }

    /// <summary>Whether the value is computed only when somebody reads it, because consumers may do without it.</summary>
    internal bool Deferred { get; init; }

    /// <summary>To which order derivatives can be taken; unlimited, unless a gradient is given as numbers.</summary>
    internal int Order { get; init; } = int.MaxValue;

    /// <summary>Whether the derivative is zero or undefined everywhere, so that nothing flows through the operation.</summary>
    public bool StopsGradient { get; init; }

    /// <summary>The formula as people write it, where the code itself does not give it: <c>C = A B</c>.</summary>
    public string Formula { get; init; } = "";

    /// <summary>Where the formula comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The worst error of the value, in units of its last place, as measured against a high-precision reference; empty where it was not measured.</summary>
    public string Accuracy { get; init; } = "";

    /// <summary>What happens at kinks and edges, in a sentence.</summary>
    public string Kinks { get; init; } = "";

    /// <summary>For each operand, the interval that property tests sample; the last one serves all further operands.</summary>
    public IReadOnlyList<Interval> Domain { get; init; } = [Interval.Reals];

    /// <summary>Points where a definite value and gradient are documented: kinks, edges of the domain, extremes.</summary>
    public IReadOnlyList<Probe> Probes { get; init; } = [];

    /// <summary>The interval that operand number <paramref name="operand"/> is sampled from.</summary>
    public Interval DomainOf(int operand) => Domain[Math.Min(operand, Domain.Count - 1)];
}

/// <summary>The description of one operation, with samples of it.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
public sealed class OperationInfo<TOperation>(string name, int arity) : OperationInfo(name, arity)
    where TOperation : struct
{
    /// <summary>Instances with operand shapes on which the laws are checked; elementwise operations without constants need none.</summary>
    public IReadOnlyList<Sample<TOperation>> Samples { get; init; } = [];

    /// <summary>Instances with operand shapes that must be refused, and a part of the message.</summary>
    public IReadOnlyList<Refusal<TOperation>> Refusals { get; init; } = [];
}
