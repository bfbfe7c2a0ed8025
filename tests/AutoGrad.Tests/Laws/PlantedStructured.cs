using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>The errors that <see cref="PlantedSquare"/> can have.</summary>
internal enum Planted
{
    /// <summary>None: the operation is right.</summary>
    Nothing,

    /// <summary>The gradient is right for the first element only.</summary>
    FirstElementOnly,

    /// <summary>The gradient counts one of two occurrences of x as constant, which shows at second order only.</summary>
    SecondOrder,

    /// <summary>The gradient stops the upstream gradient, which shows where that is differentiated only.</summary>
    Upstream,

    /// <summary>The gradient has the wrong shape.</summary>
    Shape,

    /// <summary>The gradient throws.</summary>
    Throws,

    /// <summary>The operand gets no gradient.</summary>
    NoGradient,

    /// <summary>The value leaves its last element as it was.</summary>
    Unwritten,

    /// <summary>The value overwrites where it should add.</summary>
    Overwrites,
}

/// <summary>y = x² on vectors, as an operation on whole tensors, with an error by choice.</summary>
internal readonly struct PlantedSquare(Planted error) : IStructuredOperation<PlantedSquare>
{
    public static OperationInfo<PlantedSquare> Info { get; } = new("planted_square", 1) { Saves = Saves.Inputs, Accumulates = true };

    public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = evaluation[0];
        for (int i = 0; i < x.Length - (error == Planted.Unwritten ? 1 : 0); i++)
        {
            T square = x[i] * x[i];
            evaluation.Result[i] = evaluation.Accumulate && error != Planted.Overwrites ? evaluation.Result[i] + square : square;
        }
    }

    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> x = pullback[0];
        Variable<T> g = pullback.Upstream;
        T two = T.One + T.One;
        switch (error)
        {
            case Planted.FirstElementOnly:
                var mask = new T[x.Shape.Count];
                mask[0] = two;
                return g * x * mask;
            case Planted.SecondOrder:
                return g * (x + x.StopGradient());
            case Planted.Upstream:
                return g.StopGradient() * x * two;
            case Planted.Shape:
                return (g * x * two).Sum();
            case Planted.Throws:
                throw new InvalidOperationException("planted");
            case Planted.NoGradient:
                return default;
            default:
                return g * x * two;
        }
    }
}

/// <summary>y = a + b for a matrix and a row; the gradient by the row forgets all rows of the upstream gradient but the first.</summary>
internal readonly struct MissingRows : IStructuredOperation<MissingRows>
{
    public static OperationInfo<MissingRows> Info { get; } = new("missing_rows", 2)
    {
        Saves = Saves.Nothing,
        Samples = [new(default, [2, 3], [3])],
        Refusals = [new(default, "must match", [2, 3], [4])],
    };

    public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < evaluation.Result.Length; i++)
        {
            evaluation.Result[i] = evaluation[0][i] + evaluation[1][i % evaluation[1].Length];
        }
    }

    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => operand == 0 ? pullback.Upstream : pullback.Upstream.Apply(new Slice(0, 0, 1, 1)).Reshape(pullback[1].Shape.Lengths);
}
