using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Memory;

/// <summary>A stretch of an arena's chunk: where a value or an adjoint lives.</summary>
internal struct Buffer<T>(T[] array, int offset, int length)
{
    public readonly T[]? Array = array;
    public int Offset = offset;
    public int Length = length;

    /// <summary>Stores a buffer on the heap; where the array is the one that stands there already, the collector need not hear of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref Buffer<T> place, Buffer<T> buffer)
    {
        if (ReferenceEquals(place.Array, buffer.Array))
        {
            place.Offset = buffer.Offset;
            place.Length = buffer.Length;
        }
        else
        {
            place = buffer;
        }
    }

    /// <summary>False for the default buffer, which stands for "not allocated"; true for an allocated one, even of length 0.</summary>
    public readonly bool IsAllocated => Array is not null;

    public readonly Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Array!), Offset), Length);
    }

    public readonly Memory<T> Memory => new(Array, Offset, Length);
}
