using System.Globalization;

namespace AutoGrad.Oracle;

/// <summary>The worst entry of a tensor that does not agree with the reference.</summary>
/// <param name="What">Which tensor: <c>output</c>, <c>gradient of x</c>, ...</param>
/// <param name="Index">The entry's multi-index, or <c>null</c> when the tensors cannot be compared entry by entry.</param>
/// <param name="Ours">This library's number.</param>
/// <param name="Reference">libtorch's number.</param>
/// <param name="Allowed">The largest difference that would have passed.</param>
/// <param name="Excess">The difference over the allowed one; infinite where only equality would do.</param>
/// <param name="Reason">Why nothing could be compared.</param>
internal sealed record Discrepancy(
    string What, string? Index, double Ours, double Reference, double Allowed, double Excess, string? Reason)
{
    /// <summary>A disagreement that is no matter of one entry, such as another shape.</summary>
    public static Discrepancy Whole(string what, string reason) =>
        new(what, null, double.NaN, double.NaN, 0, double.PositiveInfinity, reason);

    /// <inheritdoc/>
    public override string ToString() => Reason is not null
        ? $"{What}: {Reason}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{What}{Index}: ours {Ours:R}, reference {Reference:R}, error {Math.Abs(Ours - Reference):E1}, allowed {Allowed:E1}");
}
