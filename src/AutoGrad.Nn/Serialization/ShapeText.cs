using System.Globalization;

namespace AutoGrad.Nn.Serialization;

/// <summary>Shapes of files in messages; they may be larger than a tensor can be.</summary>
internal static class ShapeText
{
    /// <summary>The lengths as <see cref="Shape"/> writes them: <c>()</c>, <c>(3,)</c>, <c>(2, 3)</c>.</summary>
    public static string Of(ReadOnlySpan<nint> lengths)
    {
        string[] parts = new string[lengths.Length];
        for (int axis = 0; axis < parts.Length; axis++)
        {
            parts[axis] = lengths[axis].ToString(CultureInfo.InvariantCulture);
        }

        return $"({string.Join(", ", parts)}{(parts.Length == 1 ? "," : "")})";
    }
}
