using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Nn.Serialization;

/// <summary>A named tensor of a saved state: where its bytes are read from, and where they are put back.</summary>
/// <remarks>Bytes are in the machine's order, which on every platform of .NET is little-endian, as safetensors has it.</remarks>
public sealed class StateSlot
{
    private readonly Func<ReadOnlySpan<byte>> read;
    private readonly Action<ReadOnlySpan<byte>> write;
    private readonly nint[]? lengths;
    private readonly int elementSize;

    private StateSlot(string name, Type type, int elementSize, nint[]? lengths, Func<ReadOnlySpan<byte>> read, Action<ReadOnlySpan<byte>> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        ElementType = type;
        this.elementSize = elementSize;
        this.lengths = lengths;
        this.read = read;
        this.write = write;
    }

    /// <summary>The name of the tensor in the file.</summary>
    public string Name { get; }

    /// <summary>The type of an element: <see cref="float"/>, <see cref="double"/>, <see cref="long"/> or another number.</summary>
    public Type ElementType { get; }

    /// <summary>The lengths of the axes; none for a scalar.</summary>
    public ReadOnlySpan<nint> Lengths => lengths ?? [Bytes.Length / elementSize];

    /// <summary>Whether the state is a list, which takes the length that it is given.</summary>
    public bool IsResizable => lengths is null;

    /// <summary>The elements' bytes, row by row; valid until the state changes.</summary>
    public ReadOnlySpan<byte> Bytes => read();

    /// <summary>Whether NaN and infinity are refused: in parameters and arrays, not in scalars and lists, which may mean something by them.</summary>
    internal bool MustBeFinite { get; private init; }

    private Func<ReadOnlySpan<byte>, string?>? Check { get; init; }

    /// <summary>A parameter's value.</summary>
    public static StateSlot Of<T>(string name, Parameter<T> parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(
            name,
            typeof(T),
            Unsafe.SizeOf<T>(),
            parameter.Shape.Lengths.ToArray(),
            () => MemoryMarshal.AsBytes(parameter.Value.Span),
            bytes => MemoryMarshal.Cast<byte, T>(bytes).CopyTo(parameter.MutableValue))
        {
            MustBeFinite = true,
        };
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
            Unsafe.SizeOf<TElement>(),
            lengths.ToArray(),
            () => MemoryMarshal.AsBytes(values.AsSpan()),
            bytes => MemoryMarshal.Cast<byte, TElement>(bytes).CopyTo(values))
        {
            MustBeFinite = true,
        };
    }

    /// <summary>A list that takes the length it had when it was saved; a vector in the file.</summary>
    public static StateSlot Of<TElement>(string name, List<TElement> values)
        where TElement : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(
            name,
            typeof(TElement),
            Unsafe.SizeOf<TElement>(),
            lengths: null,
            () => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)),
            bytes =>
            {
                CollectionsMarshal.SetCount(values, bytes.Length / Unsafe.SizeOf<TElement>());
                MemoryMarshal.Cast<byte, TElement>(bytes).CopyTo(CollectionsMarshal.AsSpan(values));
            });
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
            Unsafe.SizeOf<TElement>(),
            [],
            () =>
            {
                copy[0] = get();
                return MemoryMarshal.AsBytes(copy.AsSpan());
            },
            bytes => set(MemoryMarshal.Read<TElement>(bytes)));
    }

    /// <summary>The same slot under a longer name: the prefix, a dot, the name.</summary>
    public StateSlot Under(string prefix) => new($"{prefix}.{Name}", ElementType, elementSize, lengths, read, write)
    {
        MustBeFinite = MustBeFinite,
        Check = Check,
    };

    /// <summary>The same slot, which refuses bytes that could come from no valid state.</summary>
    /// <param name="check">What is wrong with the bytes, or null if nothing is.</param>
    public StateSlot Checked(Func<ReadOnlySpan<byte>, string?> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new(Name, ElementType, elementSize, lengths, read, write) { MustBeFinite = MustBeFinite, Check = check };
    }

    /// <summary>Puts bytes back; as many as <see cref="Bytes"/> has, except into a list.</summary>
    /// <exception cref="ArgumentException">The number of bytes differs, or the bytes could come from no valid state.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        if (IsResizable ? bytes.Length % elementSize != 0 : bytes.Length != Bytes.Length)
        {
            throw new ArgumentException($"{Name}: {bytes.Length} bytes given where the state has {Bytes.Length}", nameof(bytes));
        }

        if (Refusal(bytes) is string refusal)
        {
            throw new ArgumentException($"{Name}: {refusal}", nameof(bytes));
        }

        write(bytes);
    }

    /// <summary>Why the bytes could come from no valid state; null if they could.</summary>
    internal string? Refusal(ReadOnlySpan<byte> bytes) => Check?.Invoke(bytes);
}
