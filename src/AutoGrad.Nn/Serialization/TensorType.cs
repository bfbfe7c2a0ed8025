namespace AutoGrad.Nn.Serialization;

/// <summary>The type of the elements of a tensor in a safetensors file.</summary>
public enum TensorType
{
    /// <summary>A byte that is 0 or 1 (<c>BOOL</c>).</summary>
    Bool,

    /// <summary>8 bits without a sign (<c>U8</c>).</summary>
    U8,

    /// <summary>8 bits (<c>I8</c>).</summary>
    I8,

    /// <summary>16 bits (<c>I16</c>).</summary>
    I16,

    /// <summary>16 bits without a sign (<c>U16</c>).</summary>
    U16,

    /// <summary>IEEE 754 half precision (<c>F16</c>).</summary>
    F16,

    /// <summary>The upper 16 bits of a single-precision number (<c>BF16</c>).</summary>
    BF16,

    /// <summary>32 bits (<c>I32</c>).</summary>
    I32,

    /// <summary>32 bits without a sign (<c>U32</c>).</summary>
    U32,

    /// <summary>IEEE 754 single precision (<c>F32</c>).</summary>
    F32,

    /// <summary>IEEE 754 double precision (<c>F64</c>).</summary>
    F64,

    /// <summary>64 bits (<c>I64</c>).</summary>
    I64,

    /// <summary>64 bits without a sign (<c>U64</c>).</summary>
    U64,
}
