using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Memory;

/// <summary>A stretch of an arena's chunk: where a value or an adjoint lives.</summary>
internal readonly struct Buffer<T>(T[] array, int offset, int length)
{
    public readonly T[]? Array = array;
    public readonly int Offset = offset;
    public readonly int Length = length;

    /// <summary>False for the default buffer, which stands for "not allocated"; true for an allocated one, even of length 0.</summary>
    public bool IsAllocated => Array is not null;

    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Array!), Offset), Length);
    }

    public Memory<T> Memory => new(Array, Offset, Length);
}
