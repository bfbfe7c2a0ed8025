using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Arithmetic with numbers, and elementwise operations on several operands.</summary>
internal static class Arithmetic
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AddScalars(table);
        table["add"] = call => call[0] + call[1];
        table["sub"] = call => call[0] - call[1];
        table["mul"] = call => call[0] * call[1];
        table["div"] = call => call[0] / call[1];
        table["pow"] = call => call[0].Pow(call[1]);
        table["atan2"] = call => call[0].Atan2(call[1]);
        table["maximum"] = call => call[0].Maximum(call[1]);
        table["minimum"] = call => call[0].Minimum(call[1]);
        table["hypot"] = call => call[0].Hypot(call[1]);
        table["logaddexp"] = call => LogAddExp(call[0], call[1]);
        table["xlogy"] = call => call[0].Apply(default(LogarithmTimes), call[1]);
        table["fmod"] = call => Remainder(call[0], call[1], Elementwise.Truncate);
        table["remainder"] = call => Remainder(call[0], call[1], quotient => quotient.Floor());
        table["lt"] = call => call[0] < call[1];
        table["le"] = call => call[0] <= call[1];
        table["gt"] = call => call[0] > call[1];
        table["ge"] = call => call[0] >= call[1];
        table["eq"] = call => call[0].EqualTo(call[1]);
        table["ne"] = call => call[0].NotEqualTo(call[1]);
        table["where"] = call => call[0].Where(call[1], call[2]);
        table["clamp"] = Clamp;
        table["clamp_tensor"] = call => Clamp(call[0], call[1], call[2]);
        table["lerp"] = call => Interpolate(call[0], call[1], call[2]);
        table["addcmul"] = call => call[0] + (call[1] * call[2] * call.Number("value"));
        table["addcdiv"] = call => call[0] + (call[1] / call[2] * call.Number("value"));
    }

    private static void AddScalars<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["add_scalar"] = call => call[0] + call.Number("scalar");
        table["sub_scalar"] = call => call[0] - call.Number("scalar");
        table["rsub_scalar"] = call => call.Number("scalar") - call[0];
        table["mul_scalar"] = call => call[0] * call.Number("scalar");
        table["div_scalar"] = call => call[0] / call.Number("scalar");
        table["rdiv_scalar"] = call => call.Number("scalar") / call[0];
        table["pow_scalar"] = call => call[0].Pow(call.Attributes.Number("exponent"));
        table["rpow_scalar"] = call => call.Tape.Constant(call.Number("base")).Pow(call[0]);
    }

    /// <summary>log(e^a + e^b) = max(a, b) + log(1 + e^-|a - b|); equal infinities have the difference 0 here.</summary>
    private static Variable<T> LogAddExp<T>(Variable<T> a, Variable<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => a.Maximum(b) + (-a.EqualTo(b).Where(T.Zero, a - b).Abs()).Softplus();

    /// <summary>a - b times the rounded quotient.</summary>
    /// <exception cref="NotSupportedException">
    /// The quotient is no exact whole number, which this expression needs; the library has no remainder of its own.
    /// </exception>
    private static Variable<T> Remainder<T>(Variable<T> a, Variable<T> b, Func<Variable<T>, Variable<T>> round)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> quotient = round(a / b);
        T largest = typeof(T) == typeof(float) ? T.CreateTruncating(1 << 12) : T.CreateTruncating(1 << 26);
        foreach (T value in quotient.Value.Span)
        {
            if (!(T.Abs(value) <= largest))
            {
                throw new NotSupportedException("quotients that are not finite, or so large that they cancel");
            }
        }

        Variable<T> multiple = b.EqualTo(T.PositiveInfinity) + b.EqualTo(T.NegativeInfinity);
        return a - multiple.Where(T.Zero, b * quotient);
    }

    /// <summary>Bounds in the wrong order are libtorch's alone: there the upper one wins, and the gradient is 0.</summary>
    private static Variable<T> Clamp<T>(Call<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double low = call.Attributes.NumberOrNull("min") ?? double.NegativeInfinity;
        double high = call.Attributes.NumberOrNull("max") ?? double.PositiveInfinity;
        return low <= high ? call[0].Clamp(low, high) : call[0].Clamp(low: low).Clamp(high: high);
    }

    /// <summary>The upper bound wins over the lower one; at a bound the gradient is that of x; one NaN makes the result a constant.</summary>
    private static Variable<T> Clamp<T>(Variable<T> x, Variable<T> low, Variable<T> high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> raised = (x < low).Where(low, x);
        Variable<T> limited = (raised > high).Where(high, raised);
        Variable<T> numbers = x.EqualTo(x) * low.EqualTo(low) * high.EqualTo(high);
        return numbers.Where(limited, T.NaN);
    }

    /// <summary>From the nearer end, as libtorch does, which tells at infinite ends.</summary>
    private static Variable<T> Interpolate<T>(Variable<T> start, Variable<T> end, Variable<T> weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (weight.Abs() < T.CreateTruncating(0.5)).Where(start + (weight * (end - start)), end - ((end - start) * (T.One - weight)));
}
