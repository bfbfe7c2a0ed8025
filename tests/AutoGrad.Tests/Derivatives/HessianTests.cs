using System.Numerics.Tensors;
using AutoGrad.Errors;

namespace AutoGrad.Tests.Derivatives;

public class HessianTests
{
    private const int N = 100;

    private static readonly double[] X = [.. Enumerable.Range(0, N).Select(i => Math.Sin(i + 1))];

    private static readonly double[] V = [.. Enumerable.Range(0, N).Select(i => Math.Cos(3 * i))];

    // Rosenbrock (1960) in n dimensions: sum of 100 (x_(i+1) - x_i²)² + (1 - x_i)².
    private static Variable<double> Rosenbrock(Variable<double> x)
    {
        Variable<double> head = x[..^1];
        return ((100 * (x[1..] - head.Square()).Square()) + (1 - head).Square()).Sum();
    }

    [Fact]
    public void Rosenbrock_gradient_is_the_closed_form()
    {
        double[] gradient = Differentiate.Gradient(Rosenbrock, X);

        double[] expected = new double[N];
        for (int i = 0; i < N - 1; i++)
        {
            double difference = X[i + 1] - (X[i] * X[i]);
            expected[i] += (-400 * X[i] * difference) - (2 * (1 - X[i]));
            expected[i + 1] += 200 * difference;
        }

        AssertClose(expected, gradient);
    }

    [Fact]
    public void Rosenbrock_hessian_is_the_closed_form()
    {
        Tensor<double> hessian = Differentiate.Hessian(Rosenbrock, X);

        Assert.Equal([N, N], hessian.Lengths.ToArray());
        AssertClose(Expected().Cast<double>().ToArray(), hessian.ToArray());
    }

    [Fact]
    public void Rosenbrock_hessian_vector_product_is_the_closed_form()
    {
        double[] product = Differentiate.HessianVectorProduct(Rosenbrock, X, V);

        double[,] hessian = Expected();
        AssertClose([.. Enumerable.Range(0, N).Select(i => Enumerable.Range(0, N).Sum(j => hessian[i, j] * V[j]))], product);
    }

    [Fact]
    public void Hessian_vector_product_as_a_function_gives_each_vector_the_bits_of_a_product_alone()
    {
        int evaluations = 0;
        double[] x = [.. X];
        Func<double[], double[]> product = Differentiate.HessianVectorProduct(
            at =>
            {
                evaluations++;
                return Rosenbrock(at);
            },
            x);
        Array.Clear(x);

        Assert.Equal(Differentiate.HessianVectorProduct(Rosenbrock, X, V), product(V));
        Assert.Equal(Differentiate.HessianVectorProduct(Rosenbrock, X, X), product(X));
        Assert.Equal(Differentiate.HessianVectorProduct(Rosenbrock, X, V), product(V));
        Assert.Equal(1, evaluations);
    }

    [Fact]
    public void Hessian_vector_product_as_a_function_of_a_linear_function_is_zero() =>
        Assert.Equal([0, 0], Differentiate.HessianVectorProduct(x => (3 * x).Sum(), [1.0, 2.0])([5, 7]));

    [Fact]
    public void Hessian_vector_product_as_a_function_refuses_another_length_and_a_parameter_written_since()
    {
        var scale = new Parameter<double>(2.0);
        Func<double[], double[]> product = Differentiate.HessianVectorProduct(x => (x.Tape.Watch(scale) * x.Pow(3)).Sum(), [1.0, 2.0]);

        Assert.Equal([12, 24], product([1, 1]));
        Assert.Throws<ShapeException>(() => product([1, 1, 1]));
        Assert.Throws<ShapeException>(() => product([1]));
        scale.MutableValue[0] = 3;
        Assert.Throws<ParameterChangedException>(() => product([1, 1]));
    }

    [Fact]
    public void Hessian_as_a_variable_is_differentiated_again()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.5, -1.5]);

        Variable<double> hessian = Differentiate.Hessian((x[0].Pow(3) * x[1].Square()).Sum(), x);
        Variable<double> third = Differentiate.Jacobian(hessian, x);

        Assert.Equal(6 * 0.5 * 2.25, hessian.Value[0, 0], 1e-13);
        Assert.Equal(6 * 2.25, third.Value[0, 0, 0], 1e-13);
        Assert.Equal(12 * 0.5 * -1.5, third.Value[0, 1, 0], 1e-13);
        Assert.Equal(6 * 0.25, third.Value[1, 0, 1], 1e-13);
    }

    [Fact]
    public void Second_derivative_of_a_number_is_a_number() =>
        Assert.Equal(-Math.Sin(0.4), Differentiate.Hessian(x => x.Sin(), 0.4), 1e-15);

    [Fact]
    public void Hessian_of_a_linear_function_is_zero() =>
        Assert.All(Differentiate.Hessian(x => x.Sum(), X), entry => Assert.Equal(0, entry));

    [Fact]
    public void Mixed_partials_of_any_order_are_the_closed_form()
    {
        static Variable<double> F(Variable<double> x) => x[0].Exp() * (2 * x[1]).Sin() * x[2].Pow(3);
        double[] x = [0.3, 0.8, 1.5];

        Assert.Equal(Math.Exp(0.3) * 2 * Math.Cos(1.6) * 3 * 1.5 * 1.5, Differentiate.Partial(F, x, 0, 1, 2), 1e-12);
        Assert.Equal(Math.Exp(0.3) * -4 * Math.Sin(1.6) * 6, Differentiate.Partial(F, x, 2, 1, 2, 1, 2), 1e-11);
        Assert.Equal(F(new Tape<double>().Variable(x)).Value.Item, Differentiate.Partial(F, x), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => Differentiate.Partial(F, x, 3));
    }

    [Fact]
    public void Taylor_coefficients_are_the_closed_form()
    {
        double[] exponential = Differentiate.Taylor<double>(x => x.Exp(), 0.0, 8);
        double[] logarithm = Differentiate.Taylor<double>(x => x.Log(), 1.0, 7);
        double[] line = Differentiate.Taylor(x => (x[0] * x[1]).Sum(), [2.0, 3.0], [1.0, -1.0], 3);

        double factorial = 1;
        for (int k = 0; k <= 8; k++)
        {
            factorial *= Math.Max(1, k);
            Assert.Equal(1 / factorial, exponential[k], 1e-15);
        }

        for (int k = 1; k <= 7; k++)
        {
            Assert.Equal((k % 2 == 1 ? 1.0 : -1.0) / k, logarithm[k], 1e-13);
        }

        Assert.Equal([6, 1, -1, 0], line);
    }

    private static double[,] Expected()
    {
        var hessian = new double[N, N];
        for (int i = 0; i < N - 1; i++)
        {
            hessian[i, i] += (1200 * X[i] * X[i]) - (400 * X[i + 1]) + 2;
            hessian[i, i + 1] -= 400 * X[i];
            hessian[i + 1, i] -= 400 * X[i];
            hessian[i + 1, i + 1] += 200;
        }

        return hessian;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * size));
    }

    [Fact]
    public void ProductFunction_usedByTwoThreads_givesEachItsOwnProducts()
    {
        Func<double[], double[]> product = Differentiate.HessianVectorProduct<double>(x => (x * x * x).Sum(), [1.0, 2.0, 3.0]);
        Parallel.For(0, 2000, i => Assert.Equal([6.0 * i, 0, 18.0], product([i, 0, 1])));
    }

    [Theory]
    [InlineData(2.0, 2.0)]
    [InlineData(2.5, 0.0)]
    [InlineData(3.0, 0.0)]
    [InlineData(1.5, double.PositiveInfinity)]
    public void Power_of_a_variable_exponent_has_its_second_derivatives_at_the_base_0(double b, double byBase)
    {
        double[] hessian = [.. Differentiate.Hessian(x => x[0].Pow(x[1]), [0.0, b])];
        Assert.Equal([byBase, 0, 0, 0], hessian);
    }

    [Fact]
    public void Power_has_its_mixed_derivatives_where_the_exponent_passes_0_and_1()
    {
        // d²/(da db) a^b = a^(b-1) (1 + b log a), d³/(da² db) a^b = a^(b-2) (2b - 1 + b (b - 1) log a).
        static Variable<double> F(Variable<double> x) => x[0].Pow(x[1]);
        double l = Math.Log(2);
        double[] expected = [0, 0.5, 0.5, l * l];
        Assert.All(expected.Zip(Differentiate.Hessian(F, [2.0, 0.0])), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        foreach (int[] order in (int[][])[[0, 0, 1], [0, 1, 0], [1, 0, 0]])
        {
            Assert.Equal(-0.25, Differentiate.Partial(F, [2.0, 0.0], order), 1e-15);
            Assert.Equal(0.5, Differentiate.Partial(F, [2.0, 1.0], order), 1e-15);
        }
    }
}
