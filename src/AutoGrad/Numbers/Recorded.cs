using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Numbers;

/// <summary>
/// Formulas read as recorded variables, so that a derivative becomes part of the graph and can be differentiated again.
/// </summary>
/// <remarks>A number is a variable or, where the formula's own constants are concerned, a plain constant: arithmetic among
/// constants is done at once, and 0 and 1 vanish from sums and products, so that no node is recorded for them.</remarks>
public readonly struct Recorded<T> : INumberSystem<Recorded<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Variable<T> variable;
    private readonly double constant;

    internal Recorded(Variable<T> variable) => this.variable = variable;

    private Recorded(double constant) => this.constant = constant;

    internal Variable<T> Variable => variable;

    internal bool IsConstant => variable.IsDefault;

    internal double ConstantValue => constant;

    /// <inheritdoc/>
    public static Recorded<T> Constant(double value) => new(value);

    /// <inheritdoc/>
    public static Recorded<T> operator +(Recorded<T> a, Recorded<T> b) =>
        a.Is(0) ? b : b.Is(0) ? a : Apply(new Add(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator -(Recorded<T> a, Recorded<T> b) =>
        b.Is(0) ? a : a.Is(0) ? -b : Apply(new Subtract(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator *(Recorded<T> a, Recorded<T> b) =>
        a.Is(0) || b.Is(0) ? Constant(0) : a.Is(1) ? b : b.Is(1) ? a : a.Is(-1) ? -b : b.Is(-1) ? -a : Apply(new Multiply(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator /(Recorded<T> a, Recorded<T> b) => b.Is(1) ? a : Apply(new Divide(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator -(Recorded<T> a) => Apply(new Negate(), a);

    /// <inheritdoc/>
    public static Recorded<T> operator <(Recorded<T> a, Recorded<T> b) => Apply(new Less(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator >(Recorded<T> a, Recorded<T> b) => Apply(new Less(), b, a);

    /// <inheritdoc/>
    public static Recorded<T> operator <=(Recorded<T> a, Recorded<T> b) => Apply(new LessOrEqual(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> operator >=(Recorded<T> a, Recorded<T> b) => Apply(new LessOrEqual(), b, a);

    /// <inheritdoc/>
    public static Recorded<T> Equal(Recorded<T> a, Recorded<T> b) => Apply(new Equal(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> NotEqual(Recorded<T> a, Recorded<T> b) => Apply(new NotEqual(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> Select(Recorded<T> condition, Recorded<T> a, Recorded<T> b)
    {
        if (condition.IsConstant)
        {
            return condition.constant != 0 ? a : b;
        }

        Tape<T> tape = condition.variable.Tape;
        return new(tape.Record(new Where(), condition.variable, a.On(tape), b.On(tape)));
    }

    /// <inheritdoc/>
    public static Recorded<T> Abs(Recorded<T> x) => Apply(new Abs(), x);

    /// <inheritdoc/>
    public static Recorded<T> Sign(Recorded<T> x) => Apply(new Sign(), x);

    /// <inheritdoc/>
    public static Recorded<T> Floor(Recorded<T> x) => Apply(new Floor(), x);

    /// <inheritdoc/>
    public static Recorded<T> Round(Recorded<T> x) => Apply(new Round(), x);

    /// <inheritdoc/>
    public static Recorded<T> Max(Recorded<T> a, Recorded<T> b) => Apply(new Maximum(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> Min(Recorded<T> a, Recorded<T> b) => Apply(new Minimum(), a, b);

    /// <inheritdoc/>
    public static Recorded<T> Sqrt(Recorded<T> x) => Apply(new Sqrt(), x);

    /// <inheritdoc/>
    public static Recorded<T> Exp(Recorded<T> x) => Apply(new Exp(), x);

    /// <inheritdoc/>
    public static Recorded<T> Expm1(Recorded<T> x) => Apply(new Expm1(), x);

    /// <inheritdoc/>
    public static Recorded<T> Log(Recorded<T> x) => Apply(new Log(), x);

    /// <inheritdoc/>
    public static Recorded<T> Log1p(Recorded<T> x) => Apply(new Log1p(), x);

    /// <inheritdoc/>
    public static Recorded<T> Log2(Recorded<T> x) => Apply(new Log2(), x);

    /// <inheritdoc/>
    public static Recorded<T> Log10(Recorded<T> x) => Apply(new Log10(), x);

    /// <inheritdoc/>
    public static Recorded<T> Sin(Recorded<T> x) => Apply(new Sin(), x);

    /// <inheritdoc/>
    public static Recorded<T> Cos(Recorded<T> x) => Apply(new Cos(), x);

    /// <inheritdoc/>
    public static Recorded<T> Tan(Recorded<T> x) => Apply(new Tan(), x);

    /// <inheritdoc/>
    public static Recorded<T> Asin(Recorded<T> x) => Apply(new Asin(), x);

    /// <inheritdoc/>
    public static Recorded<T> Acos(Recorded<T> x) => Apply(new Acos(), x);

    /// <inheritdoc/>
    public static Recorded<T> Atan(Recorded<T> x) => Apply(new Atan(), x);

    /// <inheritdoc/>
    public static Recorded<T> Sinh(Recorded<T> x) => Apply(new Sinh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Cosh(Recorded<T> x) => Apply(new Cosh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Tanh(Recorded<T> x) => Apply(new Tanh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Asinh(Recorded<T> x) => Apply(new Asinh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Acosh(Recorded<T> x) => Apply(new Acosh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Atanh(Recorded<T> x) => Apply(new Atanh(), x);

    /// <inheritdoc/>
    public static Recorded<T> Sigmoid(Recorded<T> x) => Apply(new Sigmoid(), x);

    /// <inheritdoc/>
    public static Recorded<T> Softplus(Recorded<T> x) => Apply(new Softplus(1), x);

    /// <inheritdoc/>
    public static Recorded<T> Erf(Recorded<T> x) => Apply(new Erf(), x);

    /// <inheritdoc/>
    public static Recorded<T> Erfc(Recorded<T> x) => Apply(new Erfc(), x);

    /// <inheritdoc/>
    public static Recorded<T> LogGamma(Recorded<T> x) => Apply(new LogGamma(), x);

    /// <inheritdoc/>
    public static Recorded<T> PolyGamma(int order, Recorded<T> x) => Apply(new PolyGamma(order), x);

    /// <inheritdoc/>
    public static Recorded<T> Pow(Recorded<T> x, Recorded<T> y) =>
        y.IsConstant ? Apply(new PowerScalar(y.constant), x) : Apply(new Power(), x, y);

    /// <inheritdoc/>
    public static Recorded<T> Atan2(Recorded<T> y, Recorded<T> x) => Apply(new Atan2(), y, x);

    /// <inheritdoc/>
    public static Recorded<T> Hypot(Recorded<T> x, Recorded<T> y) => Apply(new Hypot(), x, y);

    private bool Is(double value) => IsConstant && constant == value;

    private Variable<T> On(Tape<T> tape) => IsConstant ? tape.Constant(T.CreateTruncating(constant)) : variable;

    private static Recorded<T> Apply<TOperation>(TOperation operation, Recorded<T> x)
        where TOperation : struct, IElementwise<TOperation>
        => x.IsConstant
            ? new(operation.Primal(new Scalar<double>(x.constant)).Value)
            : new(x.variable.Apply(operation));

    private static Recorded<T> Apply<TOperation>(TOperation operation, Recorded<T> a, Recorded<T> b)
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        if (a.IsConstant && b.IsConstant)
        {
            return new(operation.Primal(new Scalar<double>(a.constant), new Scalar<double>(b.constant)).Value);
        }

        Tape<T> tape = (a.IsConstant ? b : a).variable.Tape;
        return new(tape.Record(operation, a.On(tape), b.On(tape)));
    }
}
