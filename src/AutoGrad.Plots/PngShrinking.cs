using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AutoGrad.Plots;

/// <summary>Compresses the bitmaps of heat maps, which are drawn uncompressed.</summary>
internal static class PngShrinking
{
    private const string Prefix = "data:image/png;base64,";

    // Of a PNG file: a signature; then chunks, each with its length, its name, its data and their checksum.
    private const int SignatureLength = 8;

    /// <summary>The same bitmap in a shorter link.</summary>
    public static string Link(string link) => link.StartsWith(Prefix, StringComparison.Ordinal)
        ? Prefix + Convert.ToBase64String(Compress(Convert.FromBase64String(link[Prefix.Length..])))
        : link;

    private static byte[] Compress(byte[] png)
    {
        using var file = new MemoryStream();
        using var pixels = new MemoryStream();
        file.Write(png, 0, SignatureLength);
        for (int place = SignatureLength; place < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(place));
            ReadOnlySpan<byte> chunk = png.AsSpan(place + 4, 4 + length);
            string name = Encoding.ASCII.GetString(chunk[..4]);
            if (name == "IDAT")
            {
                pixels.Write(chunk[4..]);
            }
            else
            {
                if (name == "IEND")
                {
                    Write(file, [.. "IDAT"u8, .. Compressed(pixels)]);
                }

                Write(file, chunk);
            }

            place += 12 + length;
        }

        return file.ToArray();
    }

    private static byte[] Compressed(MemoryStream pixels)
    {
        pixels.Position = 0;
        using var compressed = new MemoryStream();
        using (var from = new ZLibStream(pixels, CompressionMode.Decompress))
        using (var to = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            from.CopyTo(to);
        }

        return compressed.ToArray();
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> chunk)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, chunk.Length - 4);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        file.Write(number);
    }

    // CRC-32 as the format has it (ISO 3309), bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
