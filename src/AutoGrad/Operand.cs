using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>
/// What may stand beside a variable in an expression: another variable, a parameter, a number, an array or a tensor.
/// It arises by implicit conversion and need not be named in user code.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Operand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> variable;
    private readonly object? source;
    private readonly T scalar;

    private Operand(Variable<T> variable) => this.variable = variable;

    private Operand(object source) => this.source = source;

    private Operand(T scalar) => this.scalar = scalar;

    /// <summary>A variable as it is.</summary>
    public static implicit operator Operand<T>(Variable<T> variable)
    {
        variable.CheckAlive();
        return new(variable);
    }

    /// <summary>A parameter, watched by the tape of the other operand.</summary>
    public static implicit operator Operand<T>(Parameter<T> parameter) => FromReference(parameter);

    /// <summary>A number, as a constant.</summary>
    public static implicit operator Operand<T>(T value) => new(value);

    /// <summary>A vector, as a constant; the values are copied when the operation is recorded.</summary>
    public static implicit operator Operand<T>(T[] values) => FromReference(values);

    /// <summary>A matrix, as a constant; the values are copied when the operation is recorded.</summary>
    public static implicit operator Operand<T>(T[,] values) => FromReference(values);

    /// <summary>A tensor, as a constant; the values are copied when the operation is recorded.</summary>
    public static implicit operator Operand<T>(Tensor<T> values) => FromReference(values);

    /// <summary>The operand as a variable of the tape.</summary>
    public Variable<T> On(Tape<T> tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return source switch
        {
            null => variable.IsDefault ? tape.Constant(scalar) : variable,
            Parameter<T> parameter => tape.Watch(parameter),
            T[] vector => tape.Constant(vector),
            T[,] matrix => tape.Constant(matrix),
            _ => tape.Constant((Tensor<T>)source),
        };
    }

    private static Operand<T> FromReference(object source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source);
    }
}
