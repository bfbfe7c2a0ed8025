using AutoGrad.Tests.Laws;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.Tests.Derivatives;

/// <summary>What holds for the derivatives of every expression, in every mode.</summary>
public class RandomGraphDerivativeProperties
{
    [Property(MaxTest = 100)]
    public Property Forward_equals_reverse(int seed) => OnGraph(seed, (y, leaves, directions) =>
    {
        double forward = Differentiate.JacobianVectorProduct(y, leaves, directions).Value.Item;
        double reverse = 0, size = 1e-300;
        foreach ((Variable<double> gradient, Variable<double> direction) in Differentiate.Gradient(y, leaves).Zip(directions))
        {
            foreach ((double g, double v) in gradient.Value.ToArray().Zip(direction.Value.ToArray()))
            {
                reverse += g * v;
                size += Math.Abs(g * v);
            }
        }

        return (Math.Abs(forward - reverse) <= 1e-12 * size).Label($"forward {forward:R}, reverse {reverse:R}");
    });

    [Property(MaxTest = 100)]
    public Property Hessians_are_symmetric_in_every_nesting(int seed) => OnGraph(seed, (y, leaves, directions) =>
    {
        // u' H v with u and v swapped, by forward over reverse, reverse over forward and forward over forward.
        Variable<double>[] others = [.. directions.Select((v, i) => y.Tape.Constant([.. v.Value.ToArray().Select(x => Math.Cos((5 * x) + i))], v.Shape.Lengths))];
        Variable<double>[] gradients = Differentiate.Gradient(y, leaves);
        double forwardOverReverse = Along([.. gradients.Select(g => Differentiate.JacobianVectorProduct(g, leaves, directions))], others);
        double swapped = Along([.. gradients.Select(g => Differentiate.JacobianVectorProduct(g, leaves, others))], directions);
        Variable<double> tangent = Differentiate.JacobianVectorProduct(y, leaves, directions);
        double reverseOverForward = Along(Differentiate.Gradient(tangent, leaves), others);
        double forwardOverForward = Differentiate.JacobianVectorProduct(tangent, leaves, others).Value.Item;
        double size = Math.Max(1e-3, gradients.Sum(g => g.Value.ToArray().Sum(Math.Abs))) * Math.Max(1, Math.Abs(forwardOverReverse));
        return (Math.Abs(forwardOverReverse - swapped) <= 1e-9 * size
            && Math.Abs(forwardOverReverse - reverseOverForward) <= 1e-9 * size
            && Math.Abs(forwardOverReverse - forwardOverForward) <= 1e-9 * size)
            .Label($"{forwardOverReverse:R}, swapped {swapped:R}, reverse over forward {reverseOverForward:R}, forward over forward {forwardOverForward:R}");
    });

    [Property(MaxTest = 50)]
    public Property Derivatives_are_linear_and_obey_the_product_rule(int seed) => OnGraph(seed, (y, leaves, directions) =>
    {
        Variable<double> z = (leaves[0] * leaves[0]).Sum();
        double dy = Differentiate.JacobianVectorProduct(y, leaves, directions).Value.Item;
        double dz = Differentiate.JacobianVectorProduct(z, leaves, directions).Value.Item;
        double sum = Differentiate.JacobianVectorProduct((3 * y) - (2 * z), leaves, directions).Value.Item;
        double product = Differentiate.JacobianVectorProduct(y * z, leaves, directions).Value.Item;
        double chain = Differentiate.JacobianVectorProduct(y.Tanh(), leaves, directions).Value.Item;
        double slope = 1 - Math.Pow(Math.Tanh(y.Value.Item), 2);
        return (Close(sum, 3 * dy, -2 * dz) && Close(product, dy * z.Value.Item, y.Value.Item * dz) && Close(chain, slope * dy, 0))
            .Label($"sum {sum:R}, product {product:R}, chain {chain:R}");
    });

    private static bool Close(double actual, double a, double b) => Math.Abs(actual - (a + b)) <= 1e-11 * (Math.Abs(a) + Math.Abs(b) + 1e-10);

    private static double Along(Variable<double>[] vectors, Variable<double>[] directions) =>
        vectors.Zip(directions, (g, v) => g.Value.ToArray().Zip(v.Value.ToArray(), (a, b) => a * b).Sum()).Sum();

    private static Property OnGraph(int seed, Func<Variable<double>, Variable<double>[], Variable<double>[], Property> property)
    {
        if (!RandomGraph.Fits(seed))
        {
            return true.When(false);
        }

        var tape = new Tape<double>();
        var random = new Random(seed);
        Variable<double>[] leaves = [.. RandomGraph.Leaves(seed).Select(leaf => tape.Variable(leaf.Values, leaf.Shape.Lengths))];
        Variable<double>[] directions =
            [.. leaves.Select(leaf => tape.Constant([.. Enumerable.Range(0, leaf.Shape.Count).Select(_ => random.NextDouble() - 0.5)], leaf.Shape.Lengths))];
        return property(RandomGraph.Build(leaves, seed), leaves, directions);
    }
}
