using System.Numerics;

namespace AutoGrad.Oracle.Operations;

/// <summary>Elementary and special functions of one operand, and rounding.</summary>
internal static class Elementwise
{
    public static void AddTo<T>(OperationTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table["neg"] = call => -call[0];
        table["abs"] = call => call[0].Abs();
        table["exp"] = call => call[0].Exp();
        table["exp2"] = call => call.Constant(2).Pow(call[0]);
        table["expm1"] = call => call[0].Expm1();
        table["log"] = call => call[0].Log();
        table["log1p"] = call => call[0].Log1p();
        table["log2"] = call => call[0].Log2();
        table["log10"] = call => call[0].Log10();
        table["sqrt"] = call => call[0].Sqrt();
        table["rsqrt"] = call => call[0].ReciprocalSqrt();
        table["square"] = call => call[0].Square();
        table["reciprocal"] = call => call[0].Reciprocal();
        table["sin"] = call => call[0].Sin();
        table["cos"] = call => call[0].Cos();
        table["tan"] = call => call[0].Tan();
        table["asin"] = call => call[0].Asin();
        table["acos"] = call => call[0].Acos();
        table["atan"] = call => call[0].Atan();
        table["sinh"] = call => call[0].Sinh();
        table["cosh"] = call => call[0].Cosh();
        table["tanh"] = call => call[0].Tanh();
        table["asinh"] = call => call[0].Asinh();
        table["acosh"] = call => call[0].Acosh();
        table["atanh"] = call => call[0].Atanh();
        table["erf"] = call => call[0].Erf();
        table["erfc"] = call => call[0].Erfc();
        table["lgamma"] = call => call[0].LogGamma();
        table["digamma"] = call => call[0].Digamma();
        table["sinc"] = call => call[0].Apply(default(Sinc));
        table["logit"] = call => call[0].Apply(default(Logit));
        table["erfinv"] = call => call[0].Apply(default(InverseErf));
        table["sign"] = call => call[0].Sign();
        table["floor"] = call => call[0].Floor();
        table["ceil"] = call => -(-call[0]).Floor();
        table["trunc"] = call => Truncate(call[0]);
        table["frac"] = call => call[0] - Truncate(call[0]);
        table["round"] = call => call[0].Round();
    }

    /// <summary>The whole part of a number: its distance from 0 rounded down.</summary>
    public static Variable<T> Truncate<T>(Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (x < T.Zero).Where(-(-x).Floor(), x.Floor());
}
