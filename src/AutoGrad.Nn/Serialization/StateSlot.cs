using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoGrad.Nn.Serialization;

/// <summary>A named tensor of a saved state: where its bytes are read from, and where they are put back.</summary>
/// <remarks>Bytes are in the machine's order, which on every platform of .NET is little-endian, as safetensors has it.</remarks>
public sealed class StateSlot
{
    private readonly Func<ReadOnlySpan<byte>> read;
    private readonly Action<ReadOnlySpan<byte>> write;
    private readonly nint[] lengths;

    private StateSlot(string name, Type type, nint[] lengths, Func<ReadOnlySpan<byte>> read, Action<ReadOnlySpan<byte>> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        ElementType = type;
        this.lengths = lengths;
        this.read = read;
        this.write = write;
    }

    /// <summary>The name of the tensor in the file.</summary>
    public string Name { get; }

    /// <summary>The type of an element: <see cref="float"/>, <see cref="double"/>, <see cref="long"/> or <see cref="ulong"/>.</summary>
    public Type ElementType { get; }

    /// <summary>The lengths of the axes; none for a scalar.</summary>
    public ReadOnlySpan<nint> Lengths => lengths;

    /// <summary>The elements' bytes, row by row; valid until the state changes.</summary>
    public ReadOnlySpan<byte> Bytes => read();

    /// <summary>A parameter's value.</summary>
    public static StateSlot Of<T>(string name, Parameter<T> parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(
            name,
            typeof(T),
            parameter.Shape.Lengths.ToArray(),
            () => MemoryMarshal.AsBytes(parameter.Value.Span),
            bytes => MemoryMarshal.Cast<byte, T>(bytes).CopyTo(parameter.MutableValue));
    }

    /// <summary>An array that keeps its length; a vector in the file.</summary>
    public static StateSlot Of<TElement>(string name, TElement[] values)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(name, values, [values.Length]);
    }

    /// <summary>An array that keeps its length, in the file with a shape.</summary>
    public static StateSlot Of<TElement>(string name, TElement[] values, params ReadOnlySpan<nint> lengths)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(
            name,
            typeof(TElement),
            lengths.ToArray(),
            () => MemoryMarshal.AsBytes(values.AsSpan()),
            bytes => MemoryMarshal.Cast<byte, TElement>(bytes).CopyTo(values));
    }

    /// <summary>A single number that is read and set through functions; a scalar in the file.</summary>
    public static StateSlot Of<TElement>(string name, Func<TElement> get, Action<TElement> set)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        var copy = new TElement[1];
        return new(
            name,
            typeof(TElement),
            [],
            () =>
            {
                copy[0] = get();
                return MemoryMarshal.AsBytes(copy.AsSpan());
            },
            bytes => set(MemoryMarshal.Read<TElement>(bytes)));
    }

    /// <summary>The same slot under a longer name: the prefix, a dot, the name.</summary>
    public StateSlot Under(string prefix) => new($"{prefix}.{Name}", ElementType, lengths, read, write);

    /// <summary>Puts bytes back; as many as <see cref="Bytes"/> has.</summary>
    /// <exception cref="ArgumentException">The number of bytes differs.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes.Length)
        {
            throw new ArgumentException($"{Name}: {bytes.Length} bytes given where the state has {Bytes.Length}", nameof(bytes));
        }

        write(bytes);
    }
}
