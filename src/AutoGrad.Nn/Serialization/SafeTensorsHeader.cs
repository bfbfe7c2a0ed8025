using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AutoGrad.Nn.Serialization;

/// <summary>The header of a safetensors file: JSON that says where each tensor lies.</summary>
/// <remarks>
/// Source: the format's description at github.com/huggingface/safetensors. A file is 8 bytes N (little-endian), N bytes of
/// header, and the data; offsets count from the beginning of the data and tile it without gaps or overlaps.
/// </remarks>
internal sealed class SafeTensorsHeader
{
    /// <summary>The largest header, 100 MB, as in the reference implementation.</summary>
    public const int MaxLength = 100_000_000;

    private const string MetadataKey = "__metadata__";

    // Data begins at a multiple of the widest element, so that a file that is mapped into memory is aligned.
    private const int Alignment = 8;

    /// <summary>The tensors in the order of their data.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>Text that goes with the file.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads and checks a header.</summary>
    /// <param name="json">The header without its length.</param>
    /// <param name="dataLength">The bytes that follow it.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="SafeTensorsException">Anything is wrong with it.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string file)
    {
        var header = new SafeTensorsHeader();
        try
        {
            header.ReadJson(json, file);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException and not SafeTensorsException)
        {
            // The reader reports text that is no UTF-8 as an invalid operation.
            throw new SafeTensorsException(file, null, $"the header is not valid JSON ({error.Message}); the file is damaged or no safetensors file");
        }

        header.CheckTiling(dataLength, file);
        return header;
    }

    /// <summary>The header as bytes, its length in front, padded with spaces to a multiple of 8.</summary>
    /// <exception cref="SafeTensorsException">A name cannot be written, or the header is too long.</exception>
    public byte[] ToBytes(string file)
    {
        // The writer would replace half a surrogate pair, and the name would come back as another one.
        string? invalid = Entries.Select(entry => entry.Name).Concat(Metadata.Keys).Concat(Metadata.Values).FirstOrDefault(text => !IsValid(text));
        if (invalid is not null)
        {
            throw new SafeTensorsException(file, invalid, "the text holds half a surrogate pair; use valid Unicode");
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            WriteJson(writer);
        }

        int length = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        if (length > MaxLength)
        {
            throw new SafeTensorsException(file, null, $"the header would have {length} bytes, and at most {MaxLength} are allowed; use fewer tensors, shorter names or less metadata");
        }

        var bytes = new byte[sizeof(ulong) + length];
        bytes.AsSpan(sizeof(ulong)).Fill((byte)' ');
        BitConverter.TryWriteBytes(bytes, (ulong)length);
        json.WrittenSpan.CopyTo(bytes.AsSpan(sizeof(ulong)));
        return bytes;
    }

    /// <summary>Why a tensor cannot have this name; null if it can.</summary>
    public static string? NameRefusal(string name) => name == MetadataKey ? $"'{MetadataKey}' is where the format keeps its metadata; use another name" : null;

    private static bool IsValid(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private void ReadJson(ReadOnlySpan<byte> json, string file)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new SafeTensorsException(file, null, "the header is not a JSON object; the file is damaged or no safetensors file");
        }

        var met = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!met.Add(name))
            {
                throw new SafeTensorsException(file, name, "the name occurs twice; the file is damaged");
            }

            reader.Read();
            if (name == MetadataKey)
            {
                ReadMetadata(ref reader, file);
            }
            else
            {
                Entries.Add(ReadEntry(ref reader, name, file));
            }
        }

        // Whatever but white space follows the object is an error, which reading on reports.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader, string file)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, file, MetadataKey, "it is not an object of texts");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(reader.TokenType == JsonTokenType.String, file, MetadataKey, $"the value of '{key}' is not a text");
            Expect(Metadata.TryAdd(key, reader.GetString()!), file, MetadataKey, $"the key '{key}' occurs twice");
        }
    }

    private static Entry ReadEntry(ref Utf8JsonReader reader, string name, string file)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject, file, name, "its description is not an object");
        TensorType? type = null;
        List<long>? lengths = null;
        List<long>? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "dtype":
                    Expect(type is null && reader.TokenType == JsonTokenType.String, file, name, "'dtype' is not one text");
                    string code = reader.GetString()!;
                    type = TensorTypes.TryParse(code, out TensorType known)
                        ? known
                        : throw new SafeTensorsException(file, name, $"the type '{code}' is not known; known are {TensorTypes.Codes}");
                    break;
                case "shape":
                    Expect(lengths is null, file, name, "'shape' occurs twice");
                    lengths = ReadNumbers(ref reader, name, key, file);
                    break;
                case "data_offsets":
                    Expect(offsets is null, file, name, "'data_offsets' occurs twice");
                    offsets = ReadNumbers(ref reader, name, key, file);
                    break;
                default:
                    // As in the reference implementation, later versions may say more.
                    reader.Skip();
                    break;
            }
        }

        Expect(type is not null && lengths is not null && offsets is not null, file, name, "'dtype', 'shape' or 'data_offsets' is missing");
        Expect(offsets!.Count == 2, file, name, $"'data_offsets' has {offsets.Count} numbers instead of 2");
        var entry = new Entry(name, type!.Value, ToLengths(lengths!, name, file), offsets[0], offsets[1]);
        CheckSize(entry, file);
        return entry;
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string key, string file)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray, file, name, $"'{key}' is not an array of numbers");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long number = -1;
            bool isWhole = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number) && number >= 0;
            Expect(isWhole, file, name, $"'{key}' holds something else than whole numbers from 0 to 2^63 - 1");
            numbers.Add(number);
        }

        return numbers;
    }

    private static nint[] ToLengths(List<long> lengths, string name, string file)
    {
        Expect(lengths.Count <= Shape.MaxRank, file, name, $"it has {lengths.Count} axes, and at most {Shape.MaxRank} are possible");
        Expect(lengths.TrueForAll(length => length <= nint.MaxValue), file, name, "a length is too large for this process");
        return [.. lengths.Select(length => (nint)length)];
    }

    private static void CheckSize(Entry entry, string file)
    {
        long bytes = entry.Type.Size();
        try
        {
            foreach (nint length in entry.Lengths)
            {
                bytes = checked(bytes * length);
            }
        }
        catch (OverflowException)
        {
            throw new SafeTensorsException(file, entry.Name, $"the number of bytes of shape {ShapeText.Of(entry.Lengths)} exceeds 2^63 - 1; the file is damaged");
        }

        // An end before the start gives a negative difference, which is no size.
        Expect(
            entry.End - entry.Start == bytes,
            file,
            entry.Name,
            $"shape {ShapeText.Of(entry.Lengths)} of {entry.Type.Code()} takes {bytes} bytes, but 'data_offsets' are {entry.Start} to {entry.End}");
    }

    private void CheckTiling(long dataLength, string file)
    {
        Entries.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        long position = 0;
        foreach (Entry entry in Entries)
        {
            Expect(entry.End <= dataLength, file, entry.Name, $"its data end at byte {entry.End}, but the file has only {dataLength} bytes of data");
            Expect(entry.Start >= position, file, entry.Name, $"its data begin at byte {entry.Start}, inside those of another tensor, which end at {position}");
            Expect(entry.Start <= position, file, entry.Name, $"between byte {position} and {entry.Start}, where its data begin, lies what belongs to no tensor");
            position = entry.End;
        }

        Expect(position == dataLength, file, null, $"the tensors take {position} bytes, but the file has {dataLength} bytes of data");
    }

    private static void Expect(bool condition, string file, string? name, string problem)
    {
        if (!condition)
        {
            throw new SafeTensorsException(file, name, $"{problem}; the file is damaged, get it anew");
        }
    }

    private void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Metadata.Count > 0)
        {
            writer.WriteStartObject(MetadataKey);
            foreach ((string key, string value) in Metadata)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        foreach (Entry entry in Entries)
        {
            writer.WriteStartObject(entry.Name);
            writer.WriteString("dtype", entry.Type.Code());
            writer.WriteStartArray("shape");
            foreach (nint length in entry.Lengths)
            {
                writer.WriteNumberValue((long)length);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("data_offsets");
            writer.WriteNumberValue(entry.Start);
            writer.WriteNumberValue(entry.End);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Where a tensor lies: from byte Start inclusive to byte End exclusive of the data.</summary>
    internal sealed record Entry(string Name, TensorType Type, nint[] Lengths, long Start, long End);
}
