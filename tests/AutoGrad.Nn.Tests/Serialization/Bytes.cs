using System.Text;

namespace AutoGrad.Nn.Tests.Serialization;

/// <summary>Files made by hand, byte by byte.</summary>
internal static class Bytes
{
    /// <summary>A file of a header, padded with spaces as the Python package pads it, and data.</summary>
    public static byte[] File(string json, params byte[] data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        int length = (header.Length + 7) / 8 * 8;
        return [.. BitConverter.GetBytes((ulong)length), .. header, .. Enumerable.Repeat((byte)' ', length - header.Length), .. data];
    }

    public static byte[] Of(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Of(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Of(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
