namespace AutoGrad.Nn.Serialization;

/// <summary>What a <see cref="TensorType"/> is called in a file, how wide it is, and which type of .NET it is.</summary>
internal static class TensorTypes
{
    private static readonly (TensorType Type, string Code, int Size, Type? Element)[] All =
    [
        (TensorType.Bool, "BOOL", 1, typeof(bool)),
        (TensorType.U8, "U8", 1, typeof(byte)),
        (TensorType.I8, "I8", 1, typeof(sbyte)),
        (TensorType.I16, "I16", 2, typeof(short)),
        (TensorType.U16, "U16", 2, typeof(ushort)),
        (TensorType.F16, "F16", 2, typeof(Half)),
        (TensorType.BF16, "BF16", 2, null),
        (TensorType.I32, "I32", 4, typeof(int)),
        (TensorType.U32, "U32", 4, typeof(uint)),
        (TensorType.F32, "F32", 4, typeof(float)),
        (TensorType.F64, "F64", 8, typeof(double)),
        (TensorType.I64, "I64", 8, typeof(long)),
        (TensorType.U64, "U64", 8, typeof(ulong)),
    ];

    /// <summary>The codes of all types, for messages.</summary>
    public static string Codes => string.Join(", ", All.Select(row => row.Code));

    /// <summary>The code in the file.</summary>
    public static string Code(this TensorType type) => Row(type).Code;

    /// <summary>The bytes of an element.</summary>
    public static int Size(this TensorType type) => Row(type).Size;

    /// <summary>Whether elements are floating-point numbers.</summary>
    public static bool IsFloat(this TensorType type) =>
        type is TensorType.F16 or TensorType.BF16 or TensorType.F32 or TensorType.F64;

    /// <summary>The type of a code.</summary>
    public static bool TryParse(string? code, out TensorType type)
    {
        int row = Array.FindIndex(All, row => row.Code == code);
        type = row < 0 ? default : All[row].Type;
        return row >= 0;
    }

    /// <summary>The type in which elements of a type of .NET are stored.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TensorType Of(Type element)
    {
        int row = Array.FindIndex(All, row => row.Element == element);
        return row >= 0
            ? All[row].Type
            : throw new NotSupportedException($"safetensors cannot hold elements of type {element}; it holds {string.Join(", ", All.Where(row => row.Element is not null).Select(row => row.Element!.Name))}");
    }

    // The rows stand in the order of the enumeration.
    private static (TensorType Type, string Code, int Size, Type? Element) Row(TensorType type) => (uint)type < (uint)All.Length
        ? All[(int)type]
        : throw new ArgumentOutOfRangeException(nameof(type), type, "there is no such type");
}
