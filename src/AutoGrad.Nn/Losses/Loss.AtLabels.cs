using System.Buffers;
using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Nn.Losses;

/// <content>What log-probabilities at labels come to.</content>
public static partial class Loss
{
    /// <summary>-w x at the label of each position, reduced: one number is read for each position, whatever the number of classes.</summary>
    private static Variable<T> AtLabels<T>(
        Variable<T> x, ClassAxis axis, ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, int ignored, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] places = ArrayPool<int>.Shared.Rent(labels.Length);
        T[] weights = ArrayPool<T>.Shared.Rent(labels.Length);
        try
        {
            // Reduced, ignored positions are simply not read; otherwise they are read with weight 0.
            bool keepsAll = reduction == Reduction.None;
            bool isWeighted = !classWeights.IsEmpty;
            int count = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                bool counts = labels[i] != ignored;
                if (counts || keepsAll)
                {
                    places[count] = axis.PlaceOf(i, counts ? labels[i] : 0);
                    weights[count] = !counts ? T.Zero : classWeights.IsEmpty ? T.One : classWeights[labels[i]];
                    isWeighted |= !counts;
                    count++;
                }
            }

            // Where nothing counts the loss is 0, not 0/0: a batch of padding must not spoil the parameters.
            Variable<T> taken = x.Reshape(x.Shape.Count).IndexSelect(0, places.AsSpan(0, count));
            if (count == 0 && reduction != Reduction.None)
            {
                return taken.Sum();
            }

            ReadOnlySpan<T> used = weights.AsSpan(0, count);
            Variable<T> each = isWeighted ? x.Tape.Constant(used).Apply(new UpstreamProduct(), taken) : taken;
            return reduction switch
            {
                Reduction.None => -(x.Rank == 2 ? each : each.Reshape(axis.PositionLengths())),
                Reduction.Sum => -each.Sum(),
                _ when isWeighted => each.Sum() * Number<T>(-Inverse(used)),
                _ => -each.Mean(),
            };
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<T>.Shared.Return(weights);
        }
    }

    /// <summary>The same with a part of the weight spread over all classes.</summary>
    private static Variable<T> SmoothedAtLabels<T>(
        Variable<T> x, ClassAxis axis, ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, double smoothing, int ignored, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = x.Shape.Count;
        T[] factors = ArrayPool<T>.Shared.Rent(count);
        try
        {
            T own = Number<T>(1 - smoothing);
            T spread = Number<T>(smoothing / axis.Classes);
            double total = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                bool counts = labels[i] != ignored;
                for (int c = 0; c < axis.Classes; c++)
                {
                    T weight = classWeights.IsEmpty ? T.One : classWeights[c];
                    factors[axis.PlaceOf(i, c)] = !counts ? T.Zero : weight * (c == labels[i] ? own + spread : spread);
                }

                total += !counts ? 0 : classWeights.IsEmpty ? 1 : double.CreateTruncating(classWeights[labels[i]]);
            }

            Variable<T> terms = x.Tape.Constant(factors.AsSpan(0, count), x.Shape.Lengths).Apply(new UpstreamProduct(), x);
            return reduction switch
            {
                Reduction.None => -terms.Sum(axis.Axis),
                Reduction.Sum => -terms.Sum(),
                _ => terms.Sum() * Number<T>(total == 0 ? 0 : -1 / total),
            };
        }
        finally
        {
            ArrayPool<T>.Shared.Return(factors);
        }
    }

    /// <summary>One divided by the sum of weights; 0 where that is 0.</summary>
    private static double Inverse<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0;
        foreach (T weight in weights)
        {
            total += double.CreateTruncating(weight);
        }

        return total == 0 ? 0 : 1 / total;
    }
}
