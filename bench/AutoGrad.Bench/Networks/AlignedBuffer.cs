using System.Runtime.CompilerServices;

namespace AutoGrad.Bench.Networks;

/// <summary>Numbers on a 64-byte boundary that the collector does not move, as the engine's own memory is.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly float[] array;
    private readonly int offset;
    private readonly int length;

    public AlignedBuffer(int length)
    {
        array = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        this.length = length;
        nuint address = (nuint)Unsafe.AsPointer(ref array[0]);
        offset = (int)((0 - address) % Alignment) / sizeof(float);
    }

    public AlignedBuffer(float[] values)
        : this(values.Length)
        => values.CopyTo(Span);

    public Span<float> Span => array.AsSpan(offset, length);
}
