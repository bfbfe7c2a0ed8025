using System.Runtime.CompilerServices;

namespace AutoGrad.Memory;

/// <summary>
/// A bump allocator over pinned managed chunks. Nothing is freed one by one: <see cref="Rewind"/> takes everything back
/// that came after a mark, and the chunks stay for the next round, so that a loop which asks for the same sizes again
/// allocates nothing.
/// </summary>
/// <remarks>
/// Buffers of 64 bytes or more start on a 64-byte boundary (a cache line, a full vector); smaller ones are packed without
/// gaps, because a tape of scalars is bound by memory. Chunks are pinned, since alignment would not survive a move.
/// </remarks>
internal sealed class Arena<T> where T : unmanaged
{
    private const int Alignment = 64;
    private const int FirstChunk = 256;
    private const int LargestChunk = 1 << 20;

    private readonly List<Chunk> chunks = [];
    private int current = -1;

    // The current chunk, taken apart: an allocation is an addition and a comparison.
    private T[] array = [];
    private int start;
    private int position;
    private int end;

    private readonly record struct Chunk(T[] Array, int Start, int End);

    /// <summary>Elements held in all chunks, used or not.</summary>
    public long Capacity { get; private set; }

    public ArenaMark Position => new(current, position);

    /// <summary>An uninitialised buffer of <paramref name="length"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Buffer<T> Allocate(int length)
    {
        int from = length >= Alignment / Unsafe.SizeOf<T>() ? AlignUp(position - start) + start : position;
        if (length > end - from)
        {
            return AllocateInNextChunk(length);
        }

        position = from + length;
        return new Buffer<T>(array, from, length);
    }

    public void Rewind(ArenaMark mark)
    {
        if (mark.Chunk != current)
        {
            Enter(mark.Chunk);
        }

        position = mark.Position;
    }

    public void Reset()
    {
        // Back to the start of the first chunk, not out of it: the next allocation finds it at once.
        if (chunks.Count > 0)
        {
            Rewind(new ArenaMark(0, chunks[0].Start));
        }
    }

    private static int AlignUp(int elements)
    {
        int step = Alignment / Unsafe.SizeOf<T>();
        return (elements + step - 1) & -step;
    }

    private Buffer<T> AllocateInNextChunk(int length)
    {
        // A chunk that is too small for this request is passed over until the next rewind; the sequence of requests
        // repeats in a warm loop, so it is the same chunk that is passed over each time.
        int next = current + 1;
        while (next < chunks.Count && chunks[next].End - chunks[next].Start < length)
        {
            next++;
        }

        if (next == chunks.Count)
        {
            int grown = (int)Math.Min(Math.Max(FirstChunk, Capacity), LargestChunk);
            chunks.Add(NewChunk(Math.Max(grown, length)));
        }

        Enter(next);
        position = start + length;
        return new Buffer<T>(array, start, length);
    }

    private void Enter(int chunk)
    {
        current = chunk;
        (array, start, end) = chunk < 0 ? ([], 0, 0) : (chunks[chunk].Array, chunks[chunk].Start, chunks[chunk].End);
    }

    private unsafe Chunk NewChunk(int length)
    {
        int padding = Alignment / Unsafe.SizeOf<T>();
        T[] memory = GC.AllocateUninitializedArray<T>(checked(length + padding), pinned: true);
        fixed (T* first = memory)
        {
            int aligned = (int)((Alignment - ((nuint)first % Alignment)) % Alignment) / Unsafe.SizeOf<T>();
            Capacity += length;
            return new Chunk(memory, aligned, aligned + length);
        }
    }
}
