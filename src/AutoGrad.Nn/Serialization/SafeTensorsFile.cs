using System.Runtime.InteropServices;
using System.Text;

namespace AutoGrad.Nn.Serialization;

/// <summary>A safetensors file in memory, to look at or to put together: tensors by name, and metadata.</summary>
/// <example>
/// <code>
/// foreach (SafeTensor tensor in SafeTensorsFile.Read("model.safetensors").Tensors.Values)
/// {
///     Console.WriteLine(tensor);    // 0.weight F32 (4, 3)
/// }
/// </code>
/// </example>
public sealed class SafeTensorsFile
{
    private readonly Dictionary<string, SafeTensor> tensors = new(StringComparer.Ordinal);

    /// <summary>An empty file.</summary>
    /// <param name="name">What it is called in messages.</param>
    public SafeTensorsFile(string name = "safetensors")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>What the file is called in messages: its path, when it was read.</summary>
    public string Name { get; }

    /// <summary>The tensors by name; in the order of their data, when the file was read.</summary>
    public IReadOnlyDictionary<string, SafeTensor> Tensors => tensors;

    /// <summary>Text that goes with the file.</summary>
    public IDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="SafeTensorsException">Anything is wrong with it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder; give the name of a file in it");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads and checks a file that is in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="SafeTensorsException">Anything is wrong with it.</exception>
    public static SafeTensorsFile Parse(byte[] bytes, string name = "safetensors")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var stream = new MemoryStream(bytes, writable: false);
        return Read(stream, name);
    }

    /// <summary>Adds a tensor; the values, row by row, are copied. No lengths make a scalar.</summary>
    /// <exception cref="SafeTensorsException">The name is taken, or the values do not fill the shape.</exception>
    /// <exception cref="NotSupportedException">The format has no such type of elements.</exception>
    public void Add<TElement>(string name, ReadOnlySpan<TElement> values, params ReadOnlySpan<nint> lengths)
        where TElement : unmanaged
        => Add(name, TensorTypes.Of(typeof(TElement)), MemoryMarshal.AsBytes(values), lengths);

    /// <summary>Adds a tensor of any type; the bytes, row by row and little-endian, are copied. No lengths make a scalar.</summary>
    /// <exception cref="SafeTensorsException">The name is taken, or the bytes do not fill the shape.</exception>
    public void Add(string name, TensorType type, ReadOnlySpan<byte> bytes, params ReadOnlySpan<nint> lengths)
    {
        RequireLittleEndian();
        ArgumentNullException.ThrowIfNull(name);
        if (SafeTensorsHeader.NameRefusal(name) is string refusal)
        {
            throw new SafeTensorsException(Name, name, refusal);
        }

        long needed = type.Size() * (long)new Shape(lengths).Count;
        if (needed != bytes.Length)
        {
            throw new SafeTensorsException(Name, name, $"{bytes.Length} bytes do not fill the shape {ShapeText.Of(lengths)} of {type.Code()}, which takes {needed}");
        }

        if (!tensors.TryAdd(name, new SafeTensor(Name, name, type, lengths.ToArray(), bytes.ToArray())))
        {
            throw new SafeTensorsException(Name, name, "the name is taken in this file; give each tensor its own");
        }
    }

    /// <summary>Writes the file; a crash leaves the old file or the new one, never half of it.</summary>
    /// <exception cref="SafeTensorsException">A name cannot be written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (byte[] header, SafeTensor[] inOrder) = Arrange();
        AtomicFile.Write(path, stream => Write(stream, header, inOrder));
    }

    /// <summary>The whole file as bytes.</summary>
    /// <exception cref="SafeTensorsException">A name cannot be written.</exception>
    public byte[] ToBytes()
    {
        (byte[] header, SafeTensor[] inOrder) = Arrange();
        using var stream = new MemoryStream();
        Write(stream, header, inOrder);
        return stream.ToArray();
    }

    /// <summary>A line for each tensor: name, type, shape.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (SafeTensor tensor in tensors.Values)
        {
            text.Append(tensor).Append('\n');
        }

        return text.ToString();
    }

    private static SafeTensorsFile Read(Stream stream, string name)
    {
        RequireLittleEndian();
        try
        {
            return ReadChecked(stream, name);
        }
        catch (EndOfStreamException)
        {
            throw new SafeTensorsException(name, null, "the file became shorter while it was read; read it again");
        }
    }

    private static SafeTensorsFile ReadChecked(Stream stream, string name)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        if (stream.Length < lengthBytes.Length)
        {
            throw new SafeTensorsException(name, null, $"it has {stream.Length} bytes, too few for the length of a header; the file is truncated or no safetensors file");
        }

        stream.ReadExactly(lengthBytes);
        ulong length = BitConverter.ToUInt64(lengthBytes);
        if (length > SafeTensorsHeader.MaxLength)
        {
            throw new SafeTensorsException(name, null, $"the header would have {length} bytes, and at most {SafeTensorsHeader.MaxLength} are allowed; the file is damaged or no safetensors file");
        }

        // Memory is asked for only after the file is known to be as long.
        long dataLength = stream.Length - lengthBytes.Length - (long)length;
        if (dataLength < 0)
        {
            throw new SafeTensorsException(name, null, $"the header has {length} bytes, but the file ends {-dataLength} bytes earlier; the file is truncated, get it anew");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        SafeTensorsHeader header = SafeTensorsHeader.Parse(json, dataLength, name);
        var file = new SafeTensorsFile(name) { Metadata = header.Metadata };
        foreach (SafeTensorsHeader.Entry entry in header.Entries)
        {
            long size = entry.End - entry.Start;
            if (size > Array.MaxLength)
            {
                throw new SafeTensorsException(name, entry.Name, $"its {size} bytes are more than an array can hold ({Array.MaxLength}); split the tensor");
            }

            var bytes = new byte[size];
            stream.ReadExactly(bytes);
            file.tensors.Add(entry.Name, new SafeTensor(name, entry.Name, entry.Type, entry.Lengths, bytes));
        }

        return file;
    }

    // The widest elements first, so that each tensor begins at a multiple of its element; then by name, so that equal contents
    // give equal files.
    private (byte[] Header, SafeTensor[] InOrder) Arrange()
    {
        SafeTensor[] inOrder =
        [
            .. tensors.Values.OrderByDescending(tensor => tensor.Type.Size()).ThenBy(tensor => tensor.Type).ThenBy(tensor => tensor.Name, StringComparer.Ordinal),
        ];
        var header = new SafeTensorsHeader();
        foreach ((string key, string value) in Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            header.Metadata.Add(key, value);
        }

        long position = 0;
        foreach (SafeTensor tensor in inOrder)
        {
            header.Entries.Add(new(tensor.Name, tensor.Type, tensor.Lengths.ToArray(), position, position + tensor.Bytes.Length));
            position += tensor.Bytes.Length;
        }

        return (header.ToBytes(Name), inOrder);
    }

    private static void Write(Stream stream, byte[] header, SafeTensor[] inOrder)
    {
        stream.Write(header);
        foreach (SafeTensor tensor in inOrder)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("safetensors files are little-endian, and this machine is big-endian; read and write them on another one");
        }
    }
}
