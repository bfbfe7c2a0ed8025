using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Activation functions, those that the library lacks as expressions of those it has.</summary>
internal static class Activations
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["sigmoid"] = call => call[0].Sigmoid();
        table["bipolar_sigmoid"] = call => call[0].BipolarSigmoid();
        table["logsigmoid"] = call => call[0].LogSigmoid();
        table["softplus"] = Softplus;
        table["relu"] = call => call[0].Relu();
        table["relu6"] = call => call[0].HardTanh(0, 6);
        table["leaky_relu"] = call => call[0].LeakyRelu(call.Attributes.Number("negative_slope"));
        table["elu"] = call => call[0].Elu(call.Attributes.Number("alpha"));
        table["celu"] = call => (call[0] <= T.Zero).Where((call[0] / call.Number("alpha")).Expm1() * call.Number("alpha"), call[0]);
        table["selu"] = call => call[0].Selu();
        table["gelu"] = call => (call.Attributes.IsNull("approximate") ? "none" : call.Attributes.Text("approximate")) switch
        {
            "none" => call[0].Gelu(),
            "tanh" => call[0].GeluTanh(),
            string form => throw new NotSupportedException(form),
        };
        table["silu"] = call => call[0].Silu();
        table["mish"] = call => call[0].Mish();
        table["hardtanh"] = call => call[0].HardTanh(call.Attributes.Number("min"), call.Attributes.Number("max"));
        table["hardsigmoid"] = call => call[0].HardSigmoid();
        table["hardswish"] = call => HardSwish(call[0]);
        table["softsign"] = call => call[0] / (T.One + call[0].Abs());
        table["tanhshrink"] = call => call[0].Apply(default(TanhShrink));
        table["hardshrink"] = call => (call[0].Abs() <= call.Number("lambda")).Where(T.Zero, call[0]);
        table["softshrink"] = call => SoftShrink(call[0], call.Number("lambda"));
        table["prelu"] = call => ParametricRelu(call[0], call[1]);
        table["glu"] = GatedLinear;
    }

    /// <summary>With the linear continuation above the threshold, which libtorch's softplus has and the library's needs not.</summary>
    private static Variable<T> Softplus<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double beta = call.Attributes.NumberOrNull("beta") ?? 1;
        double threshold = call.Attributes.NumberOrNull("threshold") ?? 20;
        Variable<T> x = call[0];
        Variable<T> smooth = x.Softplus(beta);
        return (x * T.CreateTruncating(beta) > T.CreateTruncating(threshold)).Where(x, smooth);
    }

    private static Variable<T> HardSwish<T>(Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> raised = (x < T.CreateTruncating(3)).Where(x * (x / T.CreateTruncating(6) + T.CreateTruncating(0.5)), x);
        return (x <= T.CreateTruncating(-3)).Where(x * T.Zero, raised);
    }

    private static Variable<T> SoftShrink<T>(Variable<T> x, T bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> shrunk = x - (x.Sign() * bound);
        return (x.Abs() <= bound).Where(T.Zero, shrunk);
    }

    /// <summary>One slope, or one per channel, which axis 1 counts.</summary>
    private static Variable<T> ParametricRelu<T>(Variable<T> x, Variable<T> slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (slope.Shape.Count != 1)
        {
            nint[] lengths = [.. Enumerable.Repeat((nint)1, Math.Max(0, x.Rank - 1))];
            lengths[0] = slope.Shape.Count;
            slope = slope.Reshape(lengths);
        }
        else
        {
            slope = slope.Reshape();
        }

        return (x > T.Zero).Where(x, slope * x);
    }

    private static Variable<T> GatedLinear<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int axis = call.Attributes.IsNull("axis") ? Call<T>.AxisOf(-1, call[0].Rank) : call.Axis("axis", call[0]);
        int half = (int)call[0].Shape.Lengths[axis] / 2;
        return call[0].Slice(axis, 0, half) * call[0].Slice(axis, half).Sigmoid();
    }
}
