using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Numbers;

/// <summary>Formulas read as power series c_0 + c_1 t + ... + c_n t^n, cut off behind an order n: what Taylor coefficients are computed with.</summary>
/// <remarks>
/// Sums, products and quotients are those of power series. Any other function y = f(x) has a local gradient g, and by y' = g x' its
/// coefficients follow one after the other: y_k = (1/k) (1 x_1 g_(k-1) + ... + k x_k g_0). So no function has a rule of its own here.
/// Source: Griewank, Walther, Evaluating Derivatives, chapter 13.
/// </remarks>
internal readonly struct Series<T> : INumberSystem<Series<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] coefficients;
    private readonly bool isConstant;

    /// <summary>A series with the given coefficients, from c_0 on.</summary>
    public Series(T[] coefficients)
        : this(coefficients, false)
    {
    }

    private Series(T[] coefficients, bool isConstant)
    {
        this.coefficients = coefficients;
        this.isConstant = isConstant;
    }

    /// <summary>The coefficient of t^k.</summary>
    public T this[int k] => k < coefficients.Length ? coefficients[k] : T.Zero;

    /// <summary>Up to which power the coefficients are known; of a constant all are.</summary>
    private int Order => isConstant ? int.MaxValue : coefficients.Length - 1;

    /// <summary>A number that does not move.</summary>
    public static Series<T> Constant(T value) => new([value], true);

    /// <inheritdoc/>
    public static Series<T> Constant(double value) => Constant(T.CreateTruncating(value));

    /// <inheritdoc/>
    public static Series<T> operator +(Series<T> a, Series<T> b) => Combined(a, b, static (a, b, _, k) => a[k] + b[k]);

    /// <inheritdoc/>
    public static Series<T> operator -(Series<T> a, Series<T> b) => Combined(a, b, static (a, b, _, k) => a[k] - b[k]);

    /// <inheritdoc/>
    public static Series<T> operator *(Series<T> a, Series<T> b) => Combined(a, b, static (a, b, _, k) => k == 0 ? a[0] * b[0] : Convolved(a, b, k, 0));

    /// <inheritdoc/>
    public static Series<T> operator /(Series<T> a, Series<T> b) => Combined(a, b, static (a, b, quotient, k) =>
    {
        T rest = k == 0 ? a[0] : a[k] - Convolved(b, new(quotient), k, 1);
        return k > 0 && rest == T.Zero ? rest : rest / b[0];
    });

    /// <inheritdoc/>
    public static Series<T> operator -(Series<T> a) => Combined(a, a, static (a, _, _, k) => -a[k]);

    /// <inheritdoc/>
    public static Series<T> operator <(Series<T> a, Series<T> b) => Condition(a[0] < b[0]);

    /// <inheritdoc/>
    public static Series<T> operator >(Series<T> a, Series<T> b) => Condition(a[0] > b[0]);

    /// <inheritdoc/>
    public static Series<T> operator <=(Series<T> a, Series<T> b) => Condition(a[0] <= b[0]);

    /// <inheritdoc/>
    public static Series<T> operator >=(Series<T> a, Series<T> b) => Condition(a[0] >= b[0]);

    /// <inheritdoc/>
    public static Series<T> Equal(Series<T> a, Series<T> b) => Condition(a[0] == b[0]);

    /// <inheritdoc/>
    public static Series<T> NotEqual(Series<T> a, Series<T> b) => Condition(a[0] != b[0]);

    /// <inheritdoc/>
    public static Series<T> Select(Series<T> condition, Series<T> a, Series<T> b) => condition[0] != T.Zero ? a : b;

    /// <inheritdoc/>
    public static Series<T> Abs(Series<T> x) => Lifted(new Abs(), x);

    /// <inheritdoc/>
    public static Series<T> Sign(Series<T> x) => Constant(x[0] > T.Zero ? T.One : x[0] < T.Zero ? -T.One : T.Zero);

    /// <inheritdoc/>
    public static Series<T> Floor(Series<T> x) => Constant(T.Floor(x[0]));

    /// <inheritdoc/>
    public static Series<T> Round(Series<T> x) => Constant(T.Round(x[0]));

    /// <inheritdoc/>
    public static Series<T> Max(Series<T> a, Series<T> b) => Lifted(new Maximum(), a, b);

    /// <inheritdoc/>
    public static Series<T> Min(Series<T> a, Series<T> b) => Lifted(new Minimum(), a, b);

    /// <inheritdoc/>
    public static Series<T> Sqrt(Series<T> x) => Lifted(new Sqrt(), x);

    /// <inheritdoc/>
    public static Series<T> Exp(Series<T> x) => Lifted(new Exp(), x);

    /// <inheritdoc/>
    public static Series<T> Expm1(Series<T> x) => Lifted(new Expm1(), x);

    /// <inheritdoc/>
    public static Series<T> Log(Series<T> x) => Lifted(new Log(), x);

    /// <inheritdoc/>
    public static Series<T> Log1p(Series<T> x) => Lifted(new Log1p(), x);

    /// <inheritdoc/>
    public static Series<T> Log2(Series<T> x) => Lifted(new Log2(), x);

    /// <inheritdoc/>
    public static Series<T> Log10(Series<T> x) => Lifted(new Log10(), x);

    /// <inheritdoc/>
    public static Series<T> Sin(Series<T> x) => Lifted(new Sin(), x);

    /// <inheritdoc/>
    public static Series<T> Cos(Series<T> x) => Lifted(new Cos(), x);

    /// <inheritdoc/>
    public static Series<T> Tan(Series<T> x) => Lifted(new Tan(), x);

    /// <inheritdoc/>
    public static Series<T> Asin(Series<T> x) => Lifted(new Asin(), x);

    /// <inheritdoc/>
    public static Series<T> Acos(Series<T> x) => Lifted(new Acos(), x);

    /// <inheritdoc/>
    public static Series<T> Atan(Series<T> x) => Lifted(new Atan(), x);

    /// <inheritdoc/>
    public static Series<T> Sinh(Series<T> x) => Lifted(new Sinh(), x);

    /// <inheritdoc/>
    public static Series<T> Cosh(Series<T> x) => Lifted(new Cosh(), x);

    /// <inheritdoc/>
    public static Series<T> Tanh(Series<T> x) => Lifted(new Tanh(), x);

    /// <inheritdoc/>
    public static Series<T> Asinh(Series<T> x) => Lifted(new Asinh(), x);

    /// <inheritdoc/>
    public static Series<T> Acosh(Series<T> x) => Lifted(new Acosh(), x);

    /// <inheritdoc/>
    public static Series<T> Atanh(Series<T> x) => Lifted(new Atanh(), x);

    /// <inheritdoc/>
    public static Series<T> Sigmoid(Series<T> x) => Lifted(new Sigmoid(), x);

    /// <inheritdoc/>
    public static Series<T> Softplus(Series<T> x) => Lifted(new Softplus(1), x);

    /// <inheritdoc/>
    public static Series<T> Erf(Series<T> x) => Lifted(new Erf(), x);

    /// <inheritdoc/>
    public static Series<T> Erfc(Series<T> x) => Lifted(new Erfc(), x);

    /// <inheritdoc/>
    public static Series<T> LogGamma(Series<T> x) => Lifted(new LogGamma(), x);

    /// <inheritdoc/>
    public static Series<T> PolyGamma(int order, Series<T> x) => Lifted(new PolyGamma(order), x);

    /// <inheritdoc/>
    public static Series<T> Pow(Series<T> x, Series<T> y) =>
        y.isConstant ? Lifted(new PowerScalar(double.CreateTruncating(y[0])), x)
        : x[0] > T.Zero ? StartingWith(T.Pow(x[0], y[0]), Exp(y * Log(x)))
        : Lifted(new Power(), x, y);

    /// <inheritdoc/>
    public static Series<T> Atan2(Series<T> y, Series<T> x) => Lifted(new Atan2(), y, x);

    /// <inheritdoc/>
    public static Series<T> Hypot(Series<T> x, Series<T> y) => Lifted(new Hypot(), x, y);

    private static Series<T> Condition(bool holds) => Constant(holds ? T.One : T.Zero);

    private static Series<T> StartingWith(T first, Series<T> series)
    {
        series.coefficients[0] = first;
        return series;
    }

    /// <summary>Coefficient by coefficient; the last argument but one is what is known of the result so far.</summary>
    private static Series<T> Combined(Series<T> a, Series<T> b, Func<Series<T>, Series<T>, T[], int, T> coefficient)
    {
        bool isConstant = a.isConstant && b.isConstant;
        var result = new T[isConstant ? 1 : Math.Min(a.Order, b.Order) + 1];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] = coefficient(a, b, result, k);
        }

        return new(result, isConstant);
    }

    /// <summary>The sum of a_j b_(k-j) from j = first on; as in a sweep, a factor of zero wins over an infinite one.</summary>
    private static T Convolved(Series<T> a, Series<T> b, int k, int first)
    {
        T sum = T.Zero;
        for (int j = first; j <= k; j++)
        {
            sum += a[j] == T.Zero || b[k - j] == T.Zero ? T.Zero : a[j] * b[k - j];
        }

        return sum;
    }

    private static Series<T> Lifted<TOperation>(TOperation operation, Series<T> x)
        where TOperation : struct, IElementwise<TOperation>
    {
        T value = operation.Primal(new Scalar<T>(x[0])).Value;
        if (x.isConstant)
        {
            return Constant(value);
        }

        var y = new T[x.coefficients.Length];
        y[0] = value;
        bool readsResult = TOperation.Info.Saves.HasFlag(Saves.Output);
        Series<T> slope = default;
        for (int k = 1; k < y.Length; k++)
        {
            // A local gradient of the result grows with it; one of the input alone is known at once.
            slope = readsResult ? operation.LocalGradient(x.Cut(k), new Series<T>(y[..k])) : k == 1 ? operation.LocalGradient(x.Cut(y.Length - 1), Constant(value)) : slope;
            y[k] = Moved(x, slope, k) / T.CreateTruncating(k);
        }

        return new(y);
    }

    private static Series<T> Lifted<TOperation>(TOperation operation, Series<T> a, Series<T> b)
        where TOperation : struct, IBinaryElementwise<TOperation>
    {
        T value = operation.Primal(new Scalar<T>(a[0]), new Scalar<T>(b[0])).Value;
        if (a.isConstant && b.isConstant)
        {
            return Constant(value);
        }

        var y = new T[Math.Min(a.Order, b.Order) + 1];
        y[0] = value;
        for (int k = 1; k < y.Length; k++)
        {
            (Series<T> slopeA, Series<T> slopeB) = operation.LocalGradients(a.Cut(k), b.Cut(k), new Series<T>(y[..k]));
            y[k] = (Moved(a, slopeA, k) + Moved(b, slopeB, k)) / T.CreateTruncating(k);
        }

        return new(y);
    }

    /// <summary>The coefficient of t^(k-1) in g x'.</summary>
    private static T Moved(Series<T> x, Series<T> slope, int k)
    {
        T sum = T.Zero;
        for (int j = 1; j <= k; j++)
        {
            T velocity = x[j] * T.CreateTruncating(j);
            sum += velocity == T.Zero || slope[k - j] == T.Zero ? T.Zero : velocity * slope[k - j];
        }

        return sum;
    }

    /// <summary>The first coefficients alone.</summary>
    private Series<T> Cut(int length) => isConstant || length >= coefficients.Length ? this : new(coefficients[..length]);
}
