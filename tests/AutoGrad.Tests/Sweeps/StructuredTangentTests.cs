using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Sweeps;

/// <summary>Tangents of operations that state nothing but a vector-Jacobian product.</summary>
public class StructuredTangentTests
{
    [Fact]
    public void Operand_that_gets_no_gradient_moves_nothing()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([2.0, 3.0]);
        Variable<double> y = tape.Apply(new FirstSquared(), x * x, x);
        Assert.Equal([16.0, 81.0], y.Value.ToArray());
        Assert.Equal([32.0, 108.0], Differentiate.Gradient(y.Sum(), x).Value.ToArray());
        Assert.Equal([32.0, 108.0], Differentiate.JacobianVectorProduct(y, x, new[] { 1.0, 1.0 }).Value.ToArray());
        Variable<double> still = tape.Apply(new FirstSquared(), tape.Constant([2.0, 3.0]), x);
        Assert.Equal([0.0, 0.0], Differentiate.JacobianVectorProduct(still, x, new[] { 1.0, 1.0 }).Value.ToArray());
        Assert.Equal([32.0, 0, 0, 108.0], [.. Differentiate.Jacobian(v => v.Tape.Apply(new FirstSquared(), v * v, v), [2.0, 3.0], JacobianMode.Forward)]);
    }

    [Fact]
    public void Product_of_a_larger_shape_moves_the_operand_in_every_repetition()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([2.0, 3.0]);
        Variable<double> y = x.Apply(new SquaredRows());
        Variable<double> weights = tape.Constant(new double[,] { { 1, 10 }, { 100, 1000 } });
        Assert.Equal([4.0, 9, 4, 9], y.Value.ToArray());
        Assert.Equal([404.0, 6060], Differentiate.Gradient((y * weights).Sum(), x).Value.ToArray());
        Assert.Equal([4.0, 12, 4, 12], Differentiate.JacobianVectorProduct(y, x, new[] { 1.0, 2.0 }).Value.ToArray());
        Assert.Equal([4.0, 0, 0, 6, 4, 0, 0, 6], [.. Differentiate.Jacobian(v => v.Apply(new SquaredRows()), [2.0, 3.0], JacobianMode.Forward)]);
    }

    /// <summary>a², of two operands of which the second does not matter.</summary>
    private readonly struct FirstSquared : IStructuredOperation<FirstSquared>
    {
        public static OperationInfo<FirstSquared> Info { get; } = new("first_squared", 2) { Saves = Saves.Inputs };

        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < evaluation.Result.Length; i++)
            {
                evaluation.Result[i] = evaluation[0][i] * evaluation[0][i];
            }
        }

        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => operand == 0 ? pullback.Upstream * (pullback[0] + pullback[0]) : default;
    }

    /// <summary>Two rows of x²; the product is left for the sweep to add up.</summary>
    private readonly struct SquaredRows : IStructuredOperation<SquaredRows>
    {
        public static OperationInfo<SquaredRows> Info { get; } = new("squared_rows", 1) { Saves = Saves.Inputs };

        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            result.Add(2);
            result.Add(operands[0].Lengths);
        }

        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ReadOnlySpan<T> x = evaluation[0];
            for (int i = 0; i < evaluation.Result.Length; i++)
            {
                evaluation.Result[i] = x[i % x.Length] * x[i % x.Length];
            }
        }

        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => pullback.Upstream * (pullback[0] + pullback[0]);
    }
}
