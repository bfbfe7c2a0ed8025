using System.Numerics;
using System.Text;

namespace AutoGrad.Drawing;

/// <summary>Tensors as text.</summary>
internal static class TensorText
{
    private const int Shown = 8;

    public static string Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<nint> lengths, string? format, IFormatProvider provider)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var text = new StringBuilder();
        Append(text, values, lengths, format, provider);
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, ReadOnlySpan<T> values, ReadOnlySpan<nint> lengths, string? format, IFormatProvider provider)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lengths.IsEmpty)
        {
            text.Append(values[0].ToString(format, provider));
            return;
        }

        int length = (int)lengths[0];
        int stride = length == 0 ? 0 : values.Length / length;
        text.Append('[');
        for (int i = 0; i < length; i++)
        {
            if (length > Shown && i == Shown / 2)
            {
                text.Append(", ...");
                i = length - (Shown / 2);
            }

            text.Append(i == 0 ? "" : ", ");
            Append(text, values.Slice(i * stride, stride), lengths[1..], format, provider);
        }

        text.Append(']');
    }
}
