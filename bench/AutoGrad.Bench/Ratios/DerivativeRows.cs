namespace AutoGrad.Bench.Ratios;

/// <summary>What derivatives cost over the function itself, by the calls that users make: Rosenbrock's function (1960) in double.</summary>
internal static class DerivativeRows
{
    public static IEnumerable<(Row Row, DuelResult Details)> Measure(double seconds)
    {
        double[] x = Points(1000), v = [.. Points(1000).Reverse()];
        DuelResult gradient = Run("gradient of 1,000 variables", () => Differentiate.Gradient(Rosenbrock, x), () => Primal(x));
        yield return (Row.AtMost("gradient of 1,000 variables / primal", gradient.Ratio, 3), gradient);
        DuelResult forward = Run("Jacobian-vector product, 1,000 variables", () => Differentiate.JacobianVectorProduct(Rosenbrock, x, v), () => Primal(x));
        yield return (Row.AtMost("Jacobian-vector product, 1,000 variables / primal", forward.Ratio, 2.5), forward);
        DuelResult product = Run(
            "Hessian-vector product, 1,000 variables", () => Differentiate.HessianVectorProduct(Rosenbrock, x, v), () => Differentiate.Gradient(Rosenbrock, x));
        yield return (Row.AtMost("Hessian-vector product, 1,000 variables / gradient", product.Ratio, 3), product);
        double[] few = Points(100), w = [.. Points(100).Reverse()];
        DuelResult hessian = Run("Hessian of 100 variables", () => Differentiate.Hessian(Rosenbrock, few), () => Differentiate.HessianVectorProduct(Rosenbrock, few, w));
        yield return (Row.AtMost("Hessian of 100 variables / Hessian-vector product", hessian.Ratio, 100), hessian);

        DuelResult Run(string name, Action derivative, Action function) => new Duel(name, derivative, function).Warm().Run(seconds);
    }

    private static double[] Points(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))];

    private static Variable<double> Rosenbrock(Variable<double> x)
    {
        Variable<double> head = x[..^1];
        return ((100 * (x[1..] - head.Square()).Square()) + (1 - head).Square()).Sum();
    }

    private static double Primal(double[] x) => Rosenbrock(new Tape<double>().Variable(x)).Value.Item;
}
