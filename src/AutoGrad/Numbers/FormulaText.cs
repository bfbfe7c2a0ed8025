using System.Globalization;

namespace AutoGrad.Numbers;

/// <summary>Formulas read as text, for the operation table and for drawn graphs: <c>y * (1 - y)</c>.</summary>
public readonly struct FormulaText : INumberSystem<FormulaText>
{
    private const int Sum = 1;
    private const int Product = 2;
    private const int Prefix = 3;
    private const int Atom = 4;

    private readonly string text;
    private readonly int binding;

    private FormulaText(string text, int binding)
    {
        this.text = text;
        this.binding = binding;
    }

    /// <summary>A named quantity, such as x, y, a or b.</summary>
    public FormulaText(string name)
        : this(name, Atom)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => text ?? "";

    /// <inheritdoc/>
    public static FormulaText Constant(double value) => Known(value) is { } name
        ? new(name)
        : new(value.ToString("R", CultureInfo.InvariantCulture), value < 0 ? Prefix : Atom);

    /// <inheritdoc/>
    public static FormulaText operator +(FormulaText a, FormulaText b) => new($"{a.At(Sum)} + {b.At(Sum)}", Sum);

    /// <inheritdoc/>
    public static FormulaText operator -(FormulaText a, FormulaText b) => new($"{a.At(Sum)} - {b.At(Product)}", Sum);

    /// <inheritdoc/>
    public static FormulaText operator *(FormulaText a, FormulaText b) => new($"{a.At(Product)} * {b.At(Product)}", Product);

    /// <inheritdoc/>
    public static FormulaText operator /(FormulaText a, FormulaText b) => new($"{a.At(Product)} / {b.At(Prefix)}", Product);

    /// <inheritdoc/>
    public static FormulaText operator -(FormulaText a) => new($"-{a.At(Prefix)}", Prefix);

    /// <inheritdoc/>
    public static FormulaText operator <(FormulaText a, FormulaText b) => Compare(a, "<", b);

    /// <inheritdoc/>
    public static FormulaText operator >(FormulaText a, FormulaText b) => Compare(a, ">", b);

    /// <inheritdoc/>
    public static FormulaText operator <=(FormulaText a, FormulaText b) => Compare(a, "<=", b);

    /// <inheritdoc/>
    public static FormulaText operator >=(FormulaText a, FormulaText b) => Compare(a, ">=", b);

    /// <inheritdoc/>
    public static FormulaText Equal(FormulaText a, FormulaText b) => Compare(a, "=", b);

    /// <inheritdoc/>
    public static FormulaText NotEqual(FormulaText a, FormulaText b) => Compare(a, "<>", b);

    /// <inheritdoc/>
    public static FormulaText Select(FormulaText condition, FormulaText a, FormulaText b) => new($"({condition} ? {a} : {b})");

    /// <inheritdoc/>
    public static FormulaText Abs(FormulaText x) => new($"|{x}|");

    /// <inheritdoc/>
    public static FormulaText Sign(FormulaText x) => Call("sign", x);

    /// <inheritdoc/>
    public static FormulaText Floor(FormulaText x) => Call("floor", x);

    /// <inheritdoc/>
    public static FormulaText Round(FormulaText x) => Call("round", x);

    /// <inheritdoc/>
    public static FormulaText Max(FormulaText a, FormulaText b) => new($"max({a}, {b})");

    /// <inheritdoc/>
    public static FormulaText Min(FormulaText a, FormulaText b) => new($"min({a}, {b})");

    /// <inheritdoc/>
    public static FormulaText Sqrt(FormulaText x) => Call("sqrt", x);

    /// <inheritdoc/>
    public static FormulaText Exp(FormulaText x) => Call("exp", x);

    /// <inheritdoc/>
    public static FormulaText Expm1(FormulaText x) => Call("expm1", x);

    /// <inheritdoc/>
    public static FormulaText Log(FormulaText x) => Call("log", x);

    /// <inheritdoc/>
    public static FormulaText Log1p(FormulaText x) => Call("log1p", x);

    /// <inheritdoc/>
    public static FormulaText Log2(FormulaText x) => Call("log2", x);

    /// <inheritdoc/>
    public static FormulaText Log10(FormulaText x) => Call("log10", x);

    /// <inheritdoc/>
    public static FormulaText Sin(FormulaText x) => Call("sin", x);

    /// <inheritdoc/>
    public static FormulaText Cos(FormulaText x) => Call("cos", x);

    /// <inheritdoc/>
    public static FormulaText Tan(FormulaText x) => Call("tan", x);

    /// <inheritdoc/>
    public static FormulaText Asin(FormulaText x) => Call("asin", x);

    /// <inheritdoc/>
    public static FormulaText Acos(FormulaText x) => Call("acos", x);

    /// <inheritdoc/>
    public static FormulaText Atan(FormulaText x) => Call("atan", x);

    /// <inheritdoc/>
    public static FormulaText Sinh(FormulaText x) => Call("sinh", x);

    /// <inheritdoc/>
    public static FormulaText Cosh(FormulaText x) => Call("cosh", x);

    /// <inheritdoc/>
    public static FormulaText Tanh(FormulaText x) => Call("tanh", x);

    /// <inheritdoc/>
    public static FormulaText Asinh(FormulaText x) => Call("asinh", x);

    /// <inheritdoc/>
    public static FormulaText Acosh(FormulaText x) => Call("acosh", x);

    /// <inheritdoc/>
    public static FormulaText Atanh(FormulaText x) => Call("atanh", x);

    /// <inheritdoc/>
    public static FormulaText Sigmoid(FormulaText x) => Call("sigmoid", x);

    /// <inheritdoc/>
    public static FormulaText Softplus(FormulaText x) => Call("softplus", x);

    /// <inheritdoc/>
    public static FormulaText Erf(FormulaText x) => Call("erf", x);

    /// <inheritdoc/>
    public static FormulaText Erfc(FormulaText x) => Call("erfc", x);

    /// <inheritdoc/>
    public static FormulaText LogGamma(FormulaText x) => Call("log_gamma", x);

    /// <inheritdoc/>
    public static FormulaText PolyGamma(int order, FormulaText x) => order == 0 ? Call("digamma", x) : new($"polygamma({order}, {x})");

    /// <inheritdoc/>
    public static FormulaText Pow(FormulaText x, FormulaText y) => new($"{x.At(Atom)}^{y.At(Atom)}");

    /// <inheritdoc/>
    public static FormulaText Atan2(FormulaText y, FormulaText x) => new($"atan2({y}, {x})");

    /// <inheritdoc/>
    public static FormulaText Hypot(FormulaText x, FormulaText y) => new($"hypot({x}, {y})");

    private static FormulaText Call(string name, FormulaText x) => new($"{name}({x})");

    private static FormulaText Compare(FormulaText a, string sign, FormulaText b) => new($"{a.At(Sum)} {sign} {b.At(Sum)}", 0);

    private static string? Known(double value) => value switch
    {
        Math.E => "e",
        Math.PI => "π",
        0.6931471805599453 => "ln 2",
        2.302585092994046 => "ln 10",
        0.7071067811865476 => "1/√2",
        0.3989422804014327 => "1/√(2π)",
        1.1283791670955126 => "2/√π",
        0.7978845608028654 => "√(2/π)",
        _ => null,
    };

    /// <summary>The text, in parentheses if it binds less tightly than its place asks for.</summary>
    private string At(int place) => binding >= place ? text : $"({text})";
}
