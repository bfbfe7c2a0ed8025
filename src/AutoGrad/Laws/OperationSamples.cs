using AutoGrad.Operations;

namespace AutoGrad.Laws;

/// <summary>The instances and shapes on which an operation is checked.</summary>
internal static class OperationSamples
{
    // The last one is longer than any vector register's lanes, with a remainder.
    private static readonly Shape[][] Unary = [[[]], [[1]], [[0, 3]], [[2, 3]], [[19]]];

    private static readonly Shape[][] Binary =
    [
        [[], []], [[2, 3], [2, 3]], [[], [3]], [[2, 3], []], [[3], [2, 3]], [[2, 1], [1, 3]], [[4, 1, 2], [3, 1]], [[2, 0], [1]], [[1], [1, 1]], [[19], [19]],
    ];

    private static readonly Shape[][] Ternary =
    [
        [[], [], []], [[2, 3], [2, 3], [2, 3]], [[2, 1], [1, 3], []], [[3], [2, 1], [4, 1, 1]], [[2, 3], [3], [2, 1]], [[0], [1], []], [[19], [19], [19]],
    ];

    /// <summary>The declared samples; for elementwise operations the general shapes as well.</summary>
    public static List<Sample<TOperation>> Of<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        List<Sample<TOperation>> samples = [.. TOperation.Info.Samples];
        if (IsElementwise<TOperation>())
        {
            foreach (Shape[] shapes in TOperation.Info.Arity switch { 1 => Unary, 2 => Binary, _ => Ternary })
            {
                samples.Add(new Sample<TOperation>(Instance<TOperation>(), shapes));
            }
        }

        return samples;
    }

    public static bool IsElementwise<TOperation>()
        where TOperation : struct, IOperation<TOperation>
        => TOperation.CreateRecorder<double>().IsElementwise;

    /// <summary>The instance that probes speak of: that of the first sample, or the default one.</summary>
    public static TOperation Instance<TOperation>()
        where TOperation : struct, IOperation<TOperation>
        => TOperation.Info.Samples is [{ Operation: var first }, ..] ? first : default;

    public static string Describe<TOperation>(TOperation operation, IReadOnlyList<Shape> shapes)
        where TOperation : struct, IOperation<TOperation>
    {
        string text = operation.ToString() ?? "";
        string name = text == typeof(TOperation).ToString() ? TOperation.Info.Name : text;
        return $"{name} on {string.Join(" x ", shapes)}";
    }
}
