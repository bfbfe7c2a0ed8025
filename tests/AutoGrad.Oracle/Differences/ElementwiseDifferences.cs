using static AutoGrad.Oracle.Differences.Amendment;

namespace AutoGrad.Oracle.Differences;

/// <summary>Differences of elementwise operations.</summary>
internal static class ElementwiseDifferences
{
    public static IReadOnlyList<DesignDifference> All { get; } =
    [
        Unary("hardsigmoid", (x, _) => Math.Abs(x) < 3 ? new Point(null, 1.0 / 6) : null,
            "the slope is 1/6; libtorch's is 1/6 rounded to binary32, in binary64 too"),
        Unary("sinh", (x, _) => Math.Abs(x) > 88 && double.IsFinite(x) ? new Point(Math.Sinh(x), Math.Cosh(x)) : null,
            "overflows where the value does; libtorch's overflows where e^|x| does"),
        Unary("cosh", (x, _) => Math.Abs(x) > 88 && double.IsFinite(x) ? new Point(Math.Cosh(x), Math.Sinh(x)) : null,
            "overflows where the value does; libtorch's overflows where e^|x| does"),
        Unary("bipolar_sigmoid", (x, _) => x < -88 ? new Point(-1, 2 * Math.Exp(x)) : Math.Abs(x) < 0.01 ? new Point(Math.Tanh(x / 2)) : null,
            "keeps its digits near 0 and saturates at -1; the recorded composition cancels, and is infinity over infinity"),
        Unary("mish", (x, _) => double.IsFinite(x) && Math.Abs(x) > 1e15 ? new Point(Math.Max(0, x), x > 0 ? 1 : 0) : null,
            "the gradient of large arguments is 1 or 0; libtorch's overflows to NaN"),
        Unary("tanhshrink", (x, _) => Math.Abs(x) < 0.5 ? new Point(null, Math.Tanh(x) * Math.Tanh(x)) : null,
            "the gradient near 0 is tanh² x; libtorch's cancels"),
        Unary("sinc", (x, _) => Math.Abs(x) < 0.05 ? new Point(null, SincSlope(x)) : null,
            "the gradient near 0 is that of the series; libtorch's cancels"),
        Unary("acosh", (x, _) => x == -1 ? new Point(null, double.NegativeInfinity) : null,
            "outside of the domain, at -1, where the value is NaN, the gradient is infinite of the other sign"),
        Unary("lgamma", (x, _) => IsNearPole(x) ? new Point(null, Digamma(x)) : null,
            "near the poles at negative whole numbers the gradient keeps its digits"),
        Unary("digamma", (x, _) => IsNearPole(x) ? new Point(Digamma(x), Trigamma(x)) : null,
            "near the poles at negative whole numbers value and gradient keep their digits; at them the gradient is infinite"),
        Unary("gelu", (x, type) => type == ElementType.Float32 && x > 1e38 ? new Point(x, double.IsFinite(x) ? 1 : null) : null,
            "large arguments come out as they are; libtorch's binary32 kernel overflows"),
        Unary("hardswish", (x, type) => double.IsFinite(x) && x > (type == ElementType.Float32 ? 1e37 : 1e307) ? new Point(x, 1) : null,
            "large arguments come out as they are; libtorch's product overflows before the division by 6"),
        new("rdiv_scalar", ReciprocalOfExtreme,
            "a quotient of its own; the recorded one is a reciprocal times the number, whose square over- or underflows in the gradient"),
        new("atan2", oracleCase => Elementwise(oracleCase, operands => AngleSlopes(operands[0], operands[1])),
            "the squared distance neither overflows nor vanishes"),
        new("hypot", oracleCase => Elementwise(oracleCase, operands => operands[0] == 0 && operands[1] == 0 ? new Point(null, 0, 0) : null),
            "at (0, 0) the gradient is 0, the value of a central difference; libtorch's is NaN"),
        new("logaddexp", oracleCase => Elementwise(oracleCase, operands =>
                double.IsInfinity(operands[0]) && operands[0] == operands[1] ? new Point(null, 0.5, 0.5) : null),
            "equal infinities are a tie, which shares; libtorch's gradient is NaN"),
    ];

    private static DesignDifference Unary(string operation, Func<double, ElementType, Point?> rule, string reason) =>
        new(operation, oracleCase => Elementwise(oracleCase, operands => rule(operands[0], oracleCase.Type)), reason);

    private static OracleCase ReciprocalOfExtreme(OracleCase oracleCase)
    {
        double number = oracleCase.Attributes.Number("scalar");
        return Elementwise(oracleCase, operands =>
        {
            double x = operands[0];
            bool isExtreme = x != 0 && double.IsFinite(x) && Math.Abs(Math.Log10(Math.Abs(x))) > (oracleCase.Type == ElementType.Float32 ? 18 : 150);
            return isExtreme ? new Point(number / x, -(number / x / x)) : null;
        });
    }

    private static Point? AngleSlopes(double a, double b)
    {
        double distance = double.Hypot(a, b);
        bool isExtreme = distance > 0 && double.IsFinite(distance) && Math.Abs(Math.Log10(distance)) > 18;
        return isExtreme ? new Point(null, b / distance / distance, -(a / distance / distance)) : null;
    }

    private static double SincSlope(double x)
    {
        double t = Math.PI * x;
        return Math.PI * t * ((-1.0 / 3) + (t * t * ((1.0 / 30) + (t * t * ((-1.0 / 840) + (t * t / 45360))))));
    }

    private static bool IsNearPole(double x) => x < -0.5 && double.IsFinite(x) && Math.Abs(x - Math.Round(x)) < 1e-3;

    /// <summary>ψ(x) = ψ(1 - x) - π / tan πx (DLMF 5.5.4), for x &lt; 0; NaN at the poles.</summary>
    private static double Digamma(double x)
    {
        double fromPole = x - Math.Round(x);
        return fromPole == 0 ? double.NaN : Ascending(1 - x, order: 0) - (Math.PI / Math.Tan(Math.PI * fromPole));
    }

    /// <summary>ψ'(x) = (π / sin πx)² - ψ'(1 - x) (DLMF 5.15.6), for x &lt; 0; infinite at the poles.</summary>
    private static double Trigamma(double x)
    {
        double fromPole = x - Math.Round(x);
        double ratio = Math.PI / Math.Sin(Math.PI * fromPole);
        return fromPole == 0 ? double.PositiveInfinity : (ratio * ratio) - Ascending(1 - x, order: 1);
    }

    /// <summary>ψ or ψ' of a positive number: recurrence up to 20, then the asymptotic series (DLMF 5.11.2).</summary>
    private static double Ascending(double x, int order)
    {
        double sum = 0;
        for (; x < 20; x++)
        {
            sum += order == 0 ? -1 / x : 1 / (x * x);
        }

        double s = 1 / (x * x);
        return sum + (order == 0
            ? Math.Log(x) - (0.5 / x) - (s * ((1.0 / 12) - (s * ((1.0 / 120) - (s / 252)))))
            : (1 / x) + (s / 2) + (s / x * ((1.0 / 6) - (s * ((1.0 / 30) - (s / 42))))));
    }
}
