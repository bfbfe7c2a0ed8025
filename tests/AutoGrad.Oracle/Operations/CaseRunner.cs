using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Computes a case: operands on a tape, the operation, and the reverse sweep from the recorded upstream gradient.</summary>
internal static class CaseRunner
{
    /// <summary>Output, gradients and further results of a case.</summary>
    public static OracleResult Run<T>(OracleCase oracleCase, Func<Call<T>, Variable<T>> operation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        Variable<T>[] operands = Operands(tape, oracleCase);
        var call = new Call<T>(tape, operands, oracleCase.Inputs, oracleCase.Attributes);
        Variable<T> y = operation(call);
        return new OracleResult(Read(y.Value, oracleCase.Type), Gradients(oracleCase, y, operands)) { FurtherResults = call.FurtherResults };
    }

    /// <summary>The case's inputs as variables, those without a gradient as constants; whole numbers are none.</summary>
    public static Variable<T>[] Operands<T>(Tape<T> tape, OracleCase oracleCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. oracleCase.Inputs.Select(input => input.Tensor.Type == ElementType.Int64 ? default
            : input.RequiresGradient ? tape.Variable(Numbers<T>(input.Tensor), Lengths(input.Tensor.Shape))
            : tape.Constant(Numbers<T>(input.Tensor), Lengths(input.Tensor.Shape)))];

    /// <summary>The gradients that the recorded upstream gradient leaves; zero where the result does not depend on an operand.</summary>
    public static OracleTensor?[] Gradients<T>(OracleCase oracleCase, Variable<T> y, Variable<T>[] operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradients = new OracleTensor?[operands.Length];
        if (oracleCase.Upstream is not { } upstream || !y.Shape.Lengths.SequenceEqual(Lengths(upstream.Shape)))
        {
            return gradients;
        }

        if (y.RequiresGradient && oracleCase.RecordsGradients)
        {
            return Recorded(oracleCase, y, operands, upstream);
        }

        if (y.RequiresGradient)
        {
            y.Backward(Numbers<T>(upstream));
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (oracleCase.Inputs[i] is { RequiresGradient: true, Tensor: { Type: not ElementType.Int64 } input })
            {
                gradients[i] = y.RequiresGradient
                    ? Read(operands[i].Gradient, oracleCase.Type)
                    : new OracleTensor(input.Shape, new double[input.Data.Length], oracleCase.Type);
            }
        }

        return gradients;
    }

    private static OracleTensor?[] Recorded<T>(OracleCase oracleCase, Variable<T> y, Variable<T>[] operands, OracleTensor upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradients = new OracleTensor?[operands.Length];
        int[] asked = [.. Enumerable.Range(0, operands.Length).Where(i => !operands[i].IsDefault && operands[i].RequiresGradient)];
        Variable<T> seed = y.Tape.Constant(Numbers<T>(upstream), Lengths(upstream.Shape));
        Variable<T>[] found = Differentiate.VectorJacobianProduct(y, seed, [.. asked.Select(i => operands[i])]);
        for (int i = 0; i < asked.Length; i++)
        {
            gradients[asked[i]] = Read(found[i].Value, oracleCase.Type);
        }

        return gradients;
    }

    /// <summary>A value of the library in the recorded form.</summary>
    public static OracleTensor Read<T>(TensorView<T> value, ElementType type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new([.. value.Shape.Lengths.ToArray().Select(length => (int)length)], [.. value.ToArray().Select(double.CreateTruncating)], type);

    /// <summary>Recorded numbers in the case's type.</summary>
    public static T[] Numbers<T>(OracleTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. tensor.Data.Select(T.CreateTruncating)];

    /// <summary>A recorded shape as the library's lengths.</summary>
    public static nint[] Lengths(int[] shape) => [.. shape.Select(length => (nint)length)];
}
