using AutoGrad.Bench.Networks;
using AutoGrad.Bench.Ratios;
using AutoGrad.Kernels;
using AutoGrad.Operations;
using AutoGrad.Sweeps;
using TorchSharp;

namespace AutoGrad.Bench.LibTorch;

/// <summary>The engine beside libtorch, one thread each, in this process: networks, matrix products, elementwise functions.</summary>
internal static class RatioRun
{
    private const double Tolerance = 1e-4;
    private static readonly int[] ProductSizes = [64, 128, 256, 512, 1024];
    private static readonly int[] ElementCounts = [10_000, 1_000_000];
    private static int misses;

    /// <summary>Measures and prints every row; gives the number of rows that miss their target.</summary>
    public static int Print()
    {
        torch.set_num_threads(1);
        PrintNetworks();
        foreach (int n in ProductSizes)
        {
            PrintProducts(n);
        }

        foreach (int n in ElementCounts)
        {
            PrintElementwise("tanh", n, (x, y) => UnaryLoop.Evaluate<float, Tanh>(default, x.Span, y.Span, false), torch.tanh);
            PrintElementwise("sigmoid", n, (x, y) => UnaryLoop.Evaluate<float, Sigmoid>(default, x.Span, y.Span, false), torch.sigmoid);
            PrintElementwise("exp", n, (x, y) => UnaryLoop.Evaluate<float, Exp>(default, x.Span, y.Span, false), torch.exp);
        }

        return misses;
    }

    private static void PrintNetworks()
    {
        (Func<NetworkData, bool, ITrainingStep> Make, double Target)[] candidates =
        [
            (LibTorchNetwork.TwoTwoTwo, 0.01), (LibTorchNetwork.Classifier, 0.2), (LibTorchNetwork.Classifier, 0.8), (LibTorchNetwork.Regressor, 1),
        ];
        foreach ((NetworkPair pair, (Func<NetworkData, bool, ITrainingStep> make, double target)) in NetworkPair.All.Zip(candidates))
        {
            Agreement.Require(pair.Name, pair.MakeTape(1), make(pair.Data, true), Tolerance);
            Print(new Duel(pair.Name, pair.MakeTape(1).Step, make(pair.Data, false).Step).Warm(0.8).Run(3), target, $"{pair.Name}: tape / libtorch");
        }
    }

    private static void PrintProducts(int n)
    {
        var data = new NetworkData(n, n, 1, n);
        var a = new AlignedBuffer(data.X);
        var b = new AlignedBuffer(data.W1);
        var c = new AlignedBuffer(n * n);
        using torch.Tensor ta = torch.tensor(data.X, [n, n]);
        using torch.Tensor tb = torch.tensor(data.W1, [n, n]);
        using torch.Tensor tc = torch.zeros(n, n);
        foreach ((string form, bool transposeA, bool transposeB) in ((string, bool, bool)[])[("A B", false, false), ("Aᵀ B", true, false), ("A Bᵀ", false, true), ("Aᵀ Bᵀ", true, true)])
        {
            using torch.Tensor left = transposeA ? ta.t() : ta.alias();
            using torch.Tensor right = transposeB ? tb.t() : tb.alias();

            // beta = 0: the product is written into memory that is there already, as ours is.
            var duel = new Duel(
                $"product n = {n}, {form}",
                () => MatrixProduct.Multiply<float>(n, n, n, a.Span, transposeA, b.Span, transposeB, c.Span, false),
                () => _ = tc.addmm_(left, right, 0, 1));
            duel.Warm(n > 256 ? 0.2 : 0.4);
            Agreement.Require(duel.Name, c.Span, tc.data<float>().ToArray(), Tolerance);
            DuelResult result = duel.Run(n > 512 ? 1.5 : 0.7);
            Finish(Row.AtLeast($"{duel.Name}: rate of libtorch's", 1 / result.Ratio, 0.95), result);
        }
    }

    private static void PrintElementwise(string function, int n, Action<AlignedBuffer, AlignedBuffer> evaluate, Func<torch.Tensor, torch.Tensor> theirs)
    {
        float[] numbers = [.. new NetworkData(n, 1, 1, 1).X.Select(x => 4 * x)];
        var x = new AlignedBuffer(numbers);
        var y = new AlignedBuffer(n);
        using torch.Tensor tx = torch.tensor(numbers);
        evaluate(x, y);
        using (torch.Tensor expected = theirs(tx))
        {
            Agreement.Require(function, y.Span, expected.data<float>().ToArray(), Tolerance);
        }

        Print(
            new Duel($"{function} n = {n}", () => evaluate(x, y), () => theirs(tx).Dispose()).Warm(0.4).Run(1.5),
            1,
            $"{function} n = {n}: ours / libtorch");
    }

    private static void Print(DuelResult result, double target, string name) => Finish(Row.AtMost(name, result.Ratio, target), result);

    private static void Finish(Row row, DuelResult result)
    {
        row.Print(result);
        misses += row.IsMet ? 0 : 1;
    }
}
