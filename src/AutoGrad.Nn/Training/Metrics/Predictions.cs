using System.Numerics;
using AutoGrad.Errors;

namespace AutoGrad.Nn.Training.Metrics;

/// <summary>Reads classes out of outputs.</summary>
internal static class Predictions
{
    /// <summary>How many outputs a sample has.</summary>
    /// <exception cref="ShapeException">Not equally many for each sample, or a label is none of the classes.</exception>
    public static int Width(int outputs, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty ? outputs != 0 : outputs == 0 || outputs % labels.Length != 0)
        {
            throw new ShapeException($"metric: {outputs} outputs for {labels.Length} labels; give (samples, classes) outputs, or one for each sample");
        }

        int width = labels.IsEmpty ? 1 : outputs / labels.Length;
        int classes = Math.Max(2, width);
        foreach (int label in labels)
        {
            if (label < 0 || label >= classes)
            {
                throw new ShapeException($"metric: a label is {label}, but outputs of {width} a sample know the classes 0 to {classes - 1}");
            }
        }

        return width;
    }

    /// <summary>The place of the first NaN; -1 if there is none.</summary>
    public static int FirstNaN<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            if (T.IsNaN(outputs[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The class with the largest output, the first of equal ones; of one output, whether it is above the threshold.</summary>
    public static int ClassOf<T>(ReadOnlySpan<T> row, double threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row.Length == 1)
        {
            return row[0] > T.CreateTruncating(threshold) ? 1 : 0;
        }

        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }
}
