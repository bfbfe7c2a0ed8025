using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Derivatives of recorded derivatives.</summary>
internal static class HigherOrder
{
    /// <summary>A scalar function: its gradient by a plain sweep; Hessian and Hessian-vector product through the recorded gradient.</summary>
    public static OracleResult GradientAndHessian<T>(OracleCase oracleCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Variable<T> y, Variable<T> x, Variable<T>[] operands) = Record<T>(oracleCase);
        Variable<T> gradient = Differentiate.Gradient(y, x).Reshape(-1);
        var hessian = new List<double>();
        for (int row = 0; row < x.Shape.Count; row++)
        {
            hessian.AddRange(CaseRunner.Read(Differentiate.Gradient(gradient.Select(0, row), x).Value, oracleCase.Type).Data);
        }

        Variable<T> product = Differentiate.Gradient(gradient.Dot(Direction<T>(oracleCase, x)), x).Reshape(-1);
        return new OracleResult(CaseRunner.Read(y.Value, oracleCase.Type), CaseRunner.Gradients(oracleCase, y, operands))
        {
            FurtherResults = new Dictionary<string, OracleTensor>
            {
                ["hessian"] = new([x.Shape.Count, x.Shape.Count], [.. hessian], oracleCase.Type),
                ["hvp"] = CaseRunner.Read(product.Value, oracleCase.Type),
            },
        };
    }

    /// <summary>
    /// A vector function: its Jacobian row by row, and the product of the Jacobian and a vector as the derivative of the
    /// vector-Jacobian product by its upstream gradient.
    /// </summary>
    public static OracleResult Jacobian<T>(OracleCase oracleCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Variable<T> y, Variable<T> x, Variable<T>[] operands) = Record<T>(oracleCase);
        Variable<T> flat = y.Reshape(-1);
        var jacobian = new List<double>();
        for (int row = 0; row < flat.Shape.Count; row++)
        {
            jacobian.AddRange(CaseRunner.Read(Differentiate.Gradient(flat.Select(0, row), x).Value, oracleCase.Type).Data);
        }

        Variable<T> upstream = x.Tape.Variable(new T[flat.Shape.Count]);
        Variable<T> pulled = Differentiate.VectorJacobianProduct(flat, upstream, x)[0].Reshape(-1);
        Variable<T> product = Differentiate.Gradient(pulled.Dot(Direction<T>(oracleCase, x)), upstream);
        return new OracleResult(CaseRunner.Read(y.Value, oracleCase.Type), CaseRunner.Gradients(oracleCase, y, operands))
        {
            FurtherResults = new Dictionary<string, OracleTensor>
            {
                ["jacobian"] = new([flat.Shape.Count, x.Shape.Count], [.. jacobian], oracleCase.Type),
                ["jvp"] = CaseRunner.Read(product.Value, oracleCase.Type),
            },
        };
    }

    private static (Variable<T> Y, Variable<T> X, Variable<T>[] Operands) Record<T>(OracleCase oracleCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        Variable<T>[] operands = CaseRunner.Operands(tape, oracleCase);
        if (operands is not [{ IsDefault: false, RequiresGradient: true } x])
        {
            throw new NotSupportedException($"{operands.Length} inputs; one that asks for a gradient is needed");
        }

        return (Graphs.Expression(new Call<T>(tape, operands, oracleCase.Inputs, oracleCase.Attributes)), x, operands);
    }

    private static Variable<T> Direction<T>(OracleCase oracleCase, Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OracleTensor vector = OracleJson.Tensor(OracleJson.Required(oracleCase.Record.Element, "vector"), "vector", oracleCase.Type);
        return x.Tape.Constant(CaseRunner.Numbers<T>(vector), vector.Data.Length);
    }
}
