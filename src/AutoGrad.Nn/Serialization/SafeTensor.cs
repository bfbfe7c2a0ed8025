using System.Runtime.InteropServices;

namespace AutoGrad.Nn.Serialization;

/// <summary>A tensor of a safetensors file: name, type, shape and values.</summary>
public sealed class SafeTensor
{
    private readonly nint[] lengths;
    private readonly byte[] bytes;

    internal SafeTensor(string file, string name, TensorType type, nint[] lengths, byte[] bytes)
    {
        File = file;
        Name = name;
        Type = type;
        this.lengths = lengths;
        this.bytes = bytes;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type of an element in the file.</summary>
    public TensorType Type { get; }

    /// <summary>The lengths of the axes, outermost first; none for a scalar.</summary>
    public ReadOnlySpan<nint> Lengths => lengths;

    /// <summary>The number of elements.</summary>
    public int Count => bytes.Length / Type.Size();

    /// <summary>The elements as they stand in the file: row by row, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    internal string File { get; }

    /// <summary>The elements, row by row, as numbers of a type.</summary>
    /// <remarks>
    /// Floating-point numbers become wider exactly (F16, BF16 and F32 as <see cref="float"/> or <see cref="double"/>) and narrower
    /// by rounding to the nearest, ties to even (F64 as <see cref="float"/>), where a finite number beyond the range is an error.
    /// Whole numbers keep their value. Between floating-point and whole numbers nothing is converted.
    /// </remarks>
    /// <exception cref="SafeTensorsException">A value does not fit, or the types are of different kinds.</exception>
    public TElement[] ToArray<TElement>()
        where TElement : unmanaged
        => MemoryMarshal.Cast<byte, TElement>(TensorConversion.Convert(this, typeof(TElement))).ToArray();

    /// <summary>Name, type and shape.</summary>
    public override string ToString() => $"{Name} {Type.Code()} {ShapeText.Of(lengths)}";
}
