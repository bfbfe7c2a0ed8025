// A reverse-mode tape in 60 lines, at the end of this file: it differentiates, it trains a network on XOR, and its gradients
// are held against the engine's.
//
//   dotnet run docs/samples/tape-in-60-lines.cs
#:project ../../src/AutoGrad/AutoGrad.csproj

using System.Globalization;
using AutoGrad;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
double worst = 0;

// The same formula twice, for the small tape on the left and for the engine on the right.
Show("(x + y) z", [-2, 5, -4], x => (x[0] + x[1]) * x[2], x => (x[0] + x[1]) * x[2]);
Show("x x", [3], x => x[0] * x[0], x => x[0] * x[0]);
Show("1 / (1 + e^-x)", [0.5], x => 1 / (1 + (-x[0]).Exp()), x => 1 / (1 + (-x[0]).Exp()));
Show("log(x) / y - x y", [2, 4], x => (x[0].Log() / x[1]) - (x[0] * x[1]), x => (x[0].Log() / x[1]) - (x[0] * x[1]));
Show("tanh(x y)", [0.5, 2], x => Tanh(x[0] * x[1]), x => (x[0] * x[1]).Tanh());

// The 2-2-2 network of chapter 4, weight by weight here and in matrices there.
double[] input = [0.05, 0.10], target = [0.01, 0.99];
double[] weights = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55];
Show("E of the 2-2-2 network", weights, SmallError, EngineError);

// XOR: a step goes against the gradient of the small tape, and the engine looks on.
double[,] corners = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
double[] xor = [0, 1, 1, 0];
double[] w = [0.5, -0.4, -0.3, 0.6, 0.1, -0.1, 0.4, -0.5, 0.2];
for (int step = 0; step < 3000; step++)
{
    (double error, double[] gradient) = Compare(w, SmallXorError, EngineXorError);
    w = [.. w.Zip(gradient, (weight, slope) => weight - slope)];       // a learning rate of 1
    if (step % 500 == 0)
    {
        Console.WriteLine($"XOR, step {step,4}: error {error:F4}");
    }
}

Scalar[] trained = [.. w.Select(weight => (Scalar)weight)];     // constants: only their value is wanted now
string answers = string.Join(' ', Enumerable.Range(0, 4).Select(corner => XorOutput(trained, corner).Value.ToString("F2")));
Console.WriteLine($"XOR of 00, 01, 10 and 11: {answers}");
Console.WriteLine($"largest difference from the engine's gradients: {worst:G2}");
return worst <= 1e-12 ? 0 : 1;

// Prints a value and a gradient of the small tape after comparing them with the engine's.
void Show(string name, double[] at, Func<Scalar[], Scalar> small, Func<Variable<double>, Variable<double>> engine)
{
    (double value, double[] gradient) = Compare(at, small, engine);
    Console.WriteLine($"{name} = {value:0.########}, gradient {string.Join(", ", gradient.Select(slope => slope.ToString("0.########")))}");
}

(double Value, double[] Gradient) Compare(double[] at, Func<Scalar[], Scalar> small, Func<Variable<double>, Variable<double>> engine)
{
    var tape = new ScalarTape();
    Scalar[] x = [.. at.Select(tape.Variable)];
    Scalar y = small(x);
    y.Backward();
    double[] gradient = [.. x.Select(variable => variable.Gradient)];

    (double value, double[] reference) = Differentiate.ValueAndGradient(engine, at);
    worst = gradient.Zip(reference, (a, b) => Math.Abs(a - b)).Append(Math.Abs(y.Value - value)).Append(worst).Max();
    return (y.Value, gradient);
}

Scalar SmallError(Scalar[] w)
{
    Scalar h1 = ((w[0] * input[0]) + (w[1] * input[1]) + 0.35).Sigmoid();
    Scalar h2 = ((w[2] * input[0]) + (w[3] * input[1]) + 0.35).Sigmoid();
    Scalar d1 = ((w[4] * h1) + (w[5] * h2) + 0.60).Sigmoid() - target[0];
    Scalar d2 = ((w[6] * h1) + (w[7] * h2) + 0.60).Sigmoid() - target[1];
    return ((d1 * d1) + (d2 * d2)) / 2;
}

Variable<double> EngineError(Variable<double> w)
{
    Variable<double> hidden = (w[..4].Reshape(2, 2).MatMul(input) + 0.35).Sigmoid();
    Variable<double> output = (w[4..].Reshape(2, 2).MatMul(hidden) + 0.60).Sigmoid();
    return (output - target).Square().Sum() / 2;
}

Scalar XorOutput(Scalar[] w, int i)
{
    Scalar h1 = ((w[0] * corners[i, 0]) + (w[1] * corners[i, 1]) + w[4]).Sigmoid();
    Scalar h2 = ((w[2] * corners[i, 0]) + (w[3] * corners[i, 1]) + w[5]).Sigmoid();
    return ((w[6] * h1) + (w[7] * h2) + w[8]).Sigmoid();
}

Scalar SmallXorError(Scalar[] w)
{
    Scalar error = 0;
    for (int i = 0; i < 4; i++)
    {
        Scalar difference = XorOutput(w, i) - xor[i];
        error += difference * difference / 2;
    }

    return error;
}

Variable<double> EngineXorError(Variable<double> w)
{
    Variable<double> hidden = (w.Tape.Constant(corners).MatMul(w[..4].Reshape(2, 2).Transpose()) + w[4..6]).Sigmoid();
    Variable<double> output = (hidden.MatMul(w[6..8]) + w[8]).Sigmoid();
    return (output - xor).Square().Sum() / 2;
}

// An operation of one's own needs no change to the tape: its value, and its local gradient.
static Scalar Tanh(Scalar x)
{
    double y = Math.Tanh(x.Value);
    return Scalar.Record(y, (x, 1 - (y * y)));
}

/// <summary>A list of records, one for each value computed: which values it was computed from, and its local gradient by each.</summary>
internal sealed class ScalarTape
{
    private readonly List<(int Operand, double Local)[]> records = [];
    private double[] adjoints = [];

    public Scalar Variable(double value) => Append(value);

    public Scalar Append(double value, params (int Operand, double Local)[] record)
    {
        records.Add(record);
        return new Scalar(this, records.Count - 1, value);
    }

    public double GradientOf(int index) => adjoints[index];

    public void Sweep(int result)
    {
        adjoints = new double[records.Count];
        adjoints[result] = 1;
        for (int i = result; i >= 0; i--)
        {
            foreach ((int operand, double local) in records[i])
            {
                adjoints[operand] += adjoints[i] * local;
            }
        }
    }
}

/// <summary>A number, and its place on a tape; a constant has none.</summary>
internal readonly record struct Scalar(ScalarTape? Tape, int Index, double Value)
{
    public double Gradient => Tape!.GradientOf(Index);

    public void Backward() => Tape!.Sweep(Index);

    public static implicit operator Scalar(double constant) => new(null, -1, constant);

    public static Scalar Record(double value, params (Scalar Operand, double Local)[] uses)
    {
        (Scalar Operand, double Local)[] variables = [.. uses.Where(use => use.Operand.Tape is not null)];
        return variables.Length == 0
            ? new Scalar(null, -1, value)
            : variables[0].Operand.Tape!.Append(value, [.. variables.Select(use => (use.Operand.Index, use.Local))]);
    }

    public static Scalar operator +(Scalar a, Scalar b) => Record(a.Value + b.Value, (a, 1), (b, 1));
    public static Scalar operator -(Scalar a, Scalar b) => Record(a.Value - b.Value, (a, 1), (b, -1));
    public static Scalar operator -(Scalar x) => Record(-x.Value, (x, -1));
    public static Scalar operator *(Scalar a, Scalar b) => Record(a.Value * b.Value, (a, b.Value), (b, a.Value));
    public static Scalar operator /(Scalar a, Scalar b) => Record(a.Value / b.Value, (a, 1 / b.Value), (b, -a.Value / (b.Value * b.Value)));

    public Scalar Log() => Record(Math.Log(Value), (this, 1 / Value));

    public Scalar Exp()
    {
        double y = Math.Exp(Value);
        return Record(y, (this, y));
    }

    public Scalar Sigmoid()
    {
        double y = 1 / (1 + Math.Exp(-Value));
        return Record(y, (this, y * (1 - y)));
    }
}
