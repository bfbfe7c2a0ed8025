using AutoGrad.Sweeps;

namespace AutoGrad.Laws;

/// <summary>A function at a point, with a random upstream gradient that makes one number of its result.</summary>
internal sealed class Trial
{
    private readonly Func<Variable<double>[], Variable<double>> function;
    private readonly Parameter<double>[] parameters;
    private readonly Tape<double> tape = NewTape();

    /// <summary>A function at a point. Parameters that it watches count as operands behind the inputs.</summary>
    public Trial(
        Func<Variable<double>[], Variable<double>> function, ReadOnlySpan<GradientCheckInput> inputs, Random random, params Parameter<double>[] parameters)
    {
        this.function = function;
        this.parameters = parameters;
        inputs = (GradientCheckInput[])[.. inputs, .. parameters.Select(parameter => parameter.Name is { } name ? ((GradientCheckInput)parameter.Value).Named(name) : parameter.Value)];
        Shapes = new Shape[inputs.Length];
        Values = new double[inputs.Length][];
        Names = new string[inputs.Length];
        Direction = new double[inputs.Length][];
        for (int i = 0; i < inputs.Length; i++)
        {
            Shapes[i] = inputs[i].Shape;
            Values[i] = inputs[i].Elements;
            Names[i] = inputs[i].Name ?? i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Direction[i] = Draw.Weights(Values[i].Length, random);
        }

        Variable<double> y = Record(tape, Values, out _);
        ResultShape = y.Shape;
        Result = y.Value.ToArray();
        Upstream = Draw.Weights(Result.Length, random);
        foreach ((double value, double weight) in Result.Zip(Upstream))
        {
            Scale += Math.Abs(value * weight);
        }
    }

    public Shape[] Shapes { get; }

    public double[][] Values { get; }

    public string[] Names { get; }

    /// <summary>A random direction for each operand.</summary>
    public double[][] Direction { get; }

    public Shape ResultShape { get; }

    public double[] Result { get; }

    /// <summary>The random upstream gradient.</summary>
    public double[] Upstream { get; }

    /// <summary>The size of what the central differences subtract, which bounds their rounding error.</summary>
    public double Scale { get; }

    public int Entries => Values.Sum(values => values.Length);

    /// <summary>A tape on which parameters that are no operands are constants, so that their gradients are left alone.</summary>
    public static Tape<double> NewTape() => new() { HoldsParametersConstant = true };

    /// <summary>Records the function on fresh leaves.</summary>
    /// <remarks>
    /// A parameter takes the leaf's value as well, so that a function which reads the value and forgets the derivative is found
    /// out. It is written past the version: the caller puts the value back, and graphs on other tapes stay valid.
    /// </remarks>
    public Variable<double> Record(Tape<double> on, double[][] at, out Variable<double>[] leaves)
    {
        on.Reset();
        leaves = new Variable<double>[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            leaves[i] = on.Variable(at[i], Shapes[i].Lengths);
        }

        int inputs = at.Length - parameters.Length;
        for (int i = 0; i < parameters.Length; i++)
        {
            at[inputs + i].CopyTo(parameters[i].ValueBuffer.Span);
            on.Substitute(parameters[i], leaves[inputs + i]);
        }

        return Again(leaves);
    }

    /// <summary>Records the function once more on the same leaves.</summary>
    public Variable<double> Again(Variable<double>[] leaves) => function(leaves[..^parameters.Length]);

    /// <summary>The result at a point, weighted with the upstream gradient and summed.</summary>
    public double Contract(double[][] at) => Dot(Record(tape, at, out _).Value.Span, Upstream);

    public double[] Evaluate(double[][] at) => Record(tape, at, out _).Value.ToArray();

    /// <summary>What <c>Backward()</c> leaves in each operand.</summary>
    public double[][] Gradient(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        return Sweep(y, leaves, Upstream);
    }

    /// <summary>The gradients as the recorded reading gives them.</summary>
    public double[][] RecordedGradient(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        return y.RequiresGradient ? [.. Recorded(y, leaves).Select(g => g.Value.ToArray())] : Zeros();
    }

    /// <summary>The gradient of the gradient's product with <see cref="Direction"/>.</summary>
    public double[][] SecondGradient(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        return y.RequiresGradient ? Sweep(Along(Recorded(y, leaves)), leaves, [1]) : Zeros();
    }

    /// <summary>The Jacobian-vector product along <see cref="Direction"/>, by the unrecorded forward sweep.</summary>
    public double[] Tangent(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        var tangent = new double[ResultShape.Count];
        ForwardSweep.Evaluate(y, leaves, Directions(), tangent);
        return tangent;
    }

    /// <summary>The Jacobian-vector product along <see cref="Direction"/>, by the recorded forward sweep.</summary>
    public double[] RecordedTangent(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        return Differentiate.JacobianVectorProduct(y, leaves, Directions()).Value.ToArray();
    }

    /// <summary>The gradient of the Jacobian-vector product along <see cref="Direction"/>: reverse over forward.</summary>
    public double[][] TangentGradient(double[][] at)
    {
        Variable<double> y = Record(tape, at, out Variable<double>[] leaves);
        return Sweep(Differentiate.JacobianVectorProduct(y, leaves, Directions()), leaves, Upstream);
    }

    public double[][] Zeros() => [.. Values.Select(values => new double[values.Length])];

    public static double[][] Sweep(Variable<double> y, Variable<double>[] leaves, ReadOnlySpan<double> upstream)
    {
        if (!y.RequiresGradient)
        {
            return [.. leaves.Select(leaf => new double[leaf.Shape.Count])];
        }

        y.Backward(upstream);
        return [.. leaves.Select(leaf => leaf.Gradient.ToArray())];
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private Variable<double>[] Recorded(Variable<double> y, Variable<double>[] leaves) =>
        Differentiate.VectorJacobianProduct(y, y.Tape.Constant(Upstream, ResultShape.Lengths), leaves);

    private Variable<double>[] Directions() =>
        [.. Direction.Select((direction, i) => tape.Constant(direction, Shapes[i].Lengths))];

    private Variable<double> Along(Variable<double>[] gradients)
    {
        Variable<double> sum = tape.Constant(0);
        for (int i = 0; i < gradients.Length; i++)
        {
            sum += (gradients[i] * tape.Constant(Direction[i], Shapes[i].Lengths)).Sum();
        }

        return sum;
    }
}
