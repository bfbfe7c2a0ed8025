using System.Numerics;

namespace AutoGrad.Tests.Laws;

/// <summary>A random expression of a dozen operations on leaves whose shapes broadcast with each other; the same seed gives the same expression.</summary>
internal static class RandomGraph
{
    private const int Length = 12;

    private static readonly Shape[] LeafShapes = [[2, 3], [3], [2, 1], [], [4, 1, 3]];

    public static GradientCheckInput[] Leaves(int seed)
    {
        var random = new Random(seed);
        return [.. LeafShapes.Select(shape => new GradientCheckInput([.. Enumerable.Range(0, shape.Count).Select(_ => (3 * random.NextDouble()) - 1.5)], shape.Lengths))];
    }

    /// <summary>All operations are smooth and keep their values small, so that differences are good to many digits.</summary>
    public static Variable<T> Build<T>(Variable<T>[] leaves, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        List<Variable<T>> nodes = [.. leaves];
        Variable<T> Any() => nodes[random.Next(Math.Max(0, nodes.Count - 6), nodes.Count)];
        T half = T.CreateTruncating(0.5);
        for (int i = 0; i < Length; i++)
        {
            Variable<T> a = Any();
            Variable<T> b = nodes[random.Next(nodes.Count)];
            nodes.Add(random.Next(16) switch
            {
                0 => a.Tanh(),
                1 => a.Sin() * half,
                2 => a.Sigmoid(),
                3 => (a * half).Tanh() - b,
                4 => a.Softplus() * half,
                5 => (a + b) * half,
                6 => a.Tanh() * b.Cos(),
                7 => a / (b.Square() + T.One),
                8 => a.Rank > 0 ? a.Mean(-1, keepDimensions: true) : a.Square().Tanh(),
                9 => a.Rank > 0 ? a.Sum(0).Tanh() : a.Erf(),
                10 => a.Rank > 0 ? a.Softmax(-1) : -a,
                11 => a.Rank > 0 ? a.LogSumExp(-1, keepDimensions: true) * half : a.Atan(),
                12 => a.Rank > 1 ? a.Tanh().MatMul(a.Transpose()) * half : (a + T.One).Tanh(),
                13 => (a.Square() + b.Square() + T.One).Sqrt().Log(),
                14 => a.Reshape(-1).Norm2() * half,
                _ => (a.Tanh() + half).Exp() * half,
            });
        }

        // Every leaf and every late node leads to the result, unless broadcasting forbids it.
        Variable<T> result = nodes[^1].Mean();
        foreach (Variable<T> node in nodes.Skip(nodes.Count - 4))
        {
            result += node.Tanh().Mean();
        }

        return result;
    }

    /// <summary>Whether the expression of this seed has shapes that fit; some products of reductions do not broadcast.</summary>
    public static bool Fits(int seed)
    {
        var tape = new Tape<double>();
        try
        {
            Build([.. Leaves(seed).Select(leaf => tape.Variable(leaf.Values, leaf.Shape.Lengths))], seed);
            return true;
        }
        catch (Errors.ShapeException)
        {
            return false;
        }
    }
}
