using System.Diagnostics;

namespace AutoGrad.Kernels;

/// <summary>The threads of the pool that help one thread: called when there is work, and dismissed while they do more harm than good.</summary>
/// <remarks>See docs/adr/0007 for how the times were chosen.</remarks>
internal sealed class Crew : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static Crew? mine;

    // To wake a sleeping thread takes some 50 microseconds, which is as long as a whole product of a small network. So a helper looks
    // out for the next work that long, which spans the short steps between two products, before it goes back to the pool.
    private static readonly long Linger = Stopwatch.Frequency / 10_000;

    // A core that other programs keep busy takes a helper away for milliseconds, in the middle of a block that the caller then
    // waits for. The rest that follows is this many times as long as the loss was, so that losses sum up to 2.5 % at most.
    private const int RestForLoss = 40;

    // A smaller loss is noise.
    private static readonly long Tolerance = Stopwatch.Frequency / 50_000;

    private SharedWork? work;
    private long restUntil;

    // Helpers that are queued, at work, or looking out for work.
    private int called;
    private bool isBusy;

    /// <summary>The calling thread's own.</summary>
    public static Crew OfThisThread => mine ??= new Crew();

    /// <summary>False where the work is better done alone and in one piece: inside of other shared work, and while helpers rest.</summary>
    public bool IsReady => !isBusy && (restUntil == 0 || Stopwatch.GetTimestamp() >= restUntil);

    /// <summary>Begins shared work, if the crew is ready for it.</summary>
    public bool TryEnter()
    {
        bool ready = IsReady;
        isBusy |= ready;
        return ready;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Leave() => isBusy = false;

    /// <summary>Offers work to helpers, and calls as many as are wanted and not there yet.</summary>
    public void Call(SharedWork offered, int helpers)
    {
        Volatile.Write(ref work, offered);
        while (Volatile.Read(ref called) < helpers)
        {
            Interlocked.Increment(ref called);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Lets the helpers rest after work that took so many ticks more with them than it would have taken without.</summary>
    public void Judge(long loss)
    {
        if (loss > Tolerance)
        {
            restUntil = Stopwatch.GetTimestamp() + (RestForLoss * loss);
        }
    }

    /// <summary>A helper's life: work while there is some, and a look-out for more.</summary>
    public void Execute()
    {
        long leaveAt = Stopwatch.GetTimestamp() + Linger;
        do
        {
            if (Volatile.Read(ref work) is { HasUnclaimed: true } offered)
            {
                offered.Drain();
                leaveAt = Stopwatch.GetTimestamp() + Linger;
            }

            Thread.SpinWait(4);
        }
        while (Stopwatch.GetTimestamp() < leaveAt);

        Interlocked.Decrement(ref called);

        // Whoever offered work in this very moment still counted on this helper.
        Volatile.Read(ref work)?.Drain();
    }
}
