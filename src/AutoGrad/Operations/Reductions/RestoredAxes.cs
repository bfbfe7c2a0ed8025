using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>What the gradients of reductions have in common.</summary>
internal static class RestoredAxes
{
    /// <summary>A reduced tensor with its reduced axes back, as axes of length 1, so that it broadcasts against the operand.</summary>
    public static Variable<T> Restore<T>(this Variable<T> reduced, ulong axes, bool keptDimensions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => keptDimensions || axes == 0 ? reduced : reduced.Apply(new ExpandAxes(axes));
}
