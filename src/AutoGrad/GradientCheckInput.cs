using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>The point at which a gradient is checked, for one operand: a number, an array or a tensor, by implicit conversion.</summary>
public readonly struct GradientCheckInput
{
    private readonly double[]? values;
    private readonly Shape? shape;

    /// <summary>A tensor of any shape; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public GradientCheckInput(ReadOnlySpan<double> values, params ReadOnlySpan<nint> lengths)
        : this(values, new Shape(lengths))
    {
    }

    internal GradientCheckInput(ReadOnlySpan<double> values, Shape shape)
    {
        this.values = shape.Count == values.Length ? values.ToArray() : throw ShapeException.DoesNotFill(values.Length, shape.Lengths);
        this.shape = shape;
    }

    /// <summary>The name in the report; the operand's number unless given.</summary>
    public string? Name { get; private init; }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => shape ?? Shape.Scalar;

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<double> Values => Elements;

    internal double[] Elements => values ?? [0];

    /// <summary>A number.</summary>
    public static implicit operator GradientCheckInput(double value) => new([value], Shape.Scalar);

    /// <summary>A vector.</summary>
    public static implicit operator GradientCheckInput(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values, values.Length);
    }

    /// <summary>A matrix.</summary>
    public static implicit operator GradientCheckInput(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values.Cast<double>().ToArray(), values.GetLength(0), values.GetLength(1));
    }

    /// <summary>A tensor.</summary>
    public static implicit operator GradientCheckInput(Tensor<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var flat = new double[(int)values.FlattenedLength];
        values.FlattenTo(flat);
        return new(flat, values.Lengths);
    }

    /// <summary>The value of a variable or a parameter.</summary>
    public static implicit operator GradientCheckInput(TensorView<double> values) => new(values.Span, values.Shape);

    /// <summary>The same point under a name, for the report.</summary>
    public GradientCheckInput Named(string name) => this with { Name = name };
}
