using AutoGrad.Nn.Layers;

namespace AutoGrad.Nn.Tests.Layers;

public class ActivationTests
{
    // Formulas of the definition, beside the engine's kernels.
    public static TheoryData<string, Activation<double>, Func<double, double>> Elementwise => new()
    {
        { "identity", Activation<double>.Identity, x => x },
        { "sigmoid", Activation<double>.Sigmoid, Sigmoid },
        { "bipolar sigmoid", Activation<double>.BipolarSigmoid, x => (1 - Math.Exp(-x)) / (1 + Math.Exp(-x)) },
        { "log sigmoid", Activation<double>.LogSigmoid, x => Math.Log(Sigmoid(x)) },
        { "hard sigmoid", Activation<double>.HardSigmoid, x => Math.Clamp((x / 6) + 0.5, 0, 1) },
        { "tanh", Activation<double>.Tanh, Math.Tanh },
        { "relu", Activation<double>.Relu, x => Math.Max(x, 0) },
        { "selu", Activation<double>.Selu, x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)) },
        { "gelu (tanh)", Activation<double>.GeluTanh, x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) },
        { "silu", Activation<double>.Silu, x => x * Sigmoid(x) },
        { "mish", Activation<double>.Mish, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))) },
        { "leaky relu(0.2)", Activation<double>.LeakyRelu(0.2), x => x > 0 ? x : 0.2 * x },
        { "elu(1.5)", Activation<double>.Elu(1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x) - 1) },
        { "softplus(2)", Activation<double>.Softplus(2), x => Math.Log(1 + Math.Exp(2 * x)) / 2 },
        { "hardtanh(-0.5, 2)", Activation<double>.HardTanh(-0.5, 2), x => Math.Clamp(x, -0.5, 2) },
    };

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Forward_is_the_formula(string name, Activation<double> activation, Func<double, double> formula)
    {
        double[] x = [-4, -1.25, -0.3, 0, 0.7, 1.5, 3.5];
        var tape = new Tape<double>();

        double[] y = activation.Forward(tape.Constant(x)).Value.ToArray();

        Assert.Equal(name, activation.ToString());
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(formula(x[i]), y[i], 1e-14);
        }
    }

    [Fact]
    public void Gelu_is_x_times_the_normal_distribution()
    {
        var tape = new Tape<double>();

        // Φ(1) = 0.8413447460685429 (DLMF 7.17).
        double[] y = Activation<double>.Gelu.Forward(tape.Constant(new double[] { 1, -1 })).Value.ToArray();

        Assert.Equal(0.8413447460685429, y[0], 1e-15);
        Assert.Equal(-0.1586552539314571, y[1], 1e-15);
    }

    [Fact]
    public void Softmax_sums_to_one_along_its_axis()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Constant(new double[,] { { 1, 2, 1000 }, { 3, -1, 1000 } });

        double[] columns = Activation<double>.Softmax(0).Forward(x).Value.ToArray();
        double[] rows = Activation<double>.LogSoftmax().Forward(x).Exp().Value.ToArray();

        Assert.Equal([1, 1, 1], [columns[0] + columns[3], columns[1] + columns[4], columns[2] + columns[5]], (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(1 / (1 + Math.Exp(2)), columns[0], 1e-14);
        Assert.Equal([0, 0, 1, 0, 0, 1], rows);
    }

    [Fact]
    public void Bad_constants_are_refused_where_they_are_given()
    {
        Assert.Throws<ModuleException>(() => Activation<float>.LeakyRelu(double.NaN));
        Assert.Throws<ModuleException>(() => Activation<float>.Elu(double.PositiveInfinity));
        Assert.Throws<ModuleException>(() => Activation<float>.Softplus(0));
        Assert.Contains("2 and 1", Assert.Throws<ModuleException>(() => Activation<float>.HardTanh(2, 1)).Message, StringComparison.Ordinal);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
