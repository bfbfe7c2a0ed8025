using System.Diagnostics;

namespace AutoGrad.Kernels;

/// <summary>The threads of the pool that help one thread: called when there is work, left out while they do more harm than good.</summary>
/// <remarks>The reasons for the times below are in docs/adr/0007-helpers-that-wait-and-rest.md.</remarks>
internal sealed class Crew : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static Crew? mine;

    // To wake a sleeping thread takes some 50 microseconds, as long as a whole product of a small network. So a helper looks out for
    // more work that long, which spans the short steps between two products, before it goes back to the pool.
    private static readonly long Linger = Stopwatch.Frequency / 10_000;

    // A core that other programs keep busy takes a helper away for milliseconds, in the middle of a block that the caller then
    // waits for. The rest that follows is this many times as long as the loss was, so that losses sum up to 2.5 % at most.
    private const int RestForLoss = 40;

    // After losses in a row rests double, up to half a second: a machine that has become idle is noticed that late at most.
    private const int MostDoublings = 5;
    private static readonly long LongestRest = Stopwatch.Frequency / 2;

    // A smaller loss is noise.
    private static readonly long Tolerance = Stopwatch.Frequency / 50_000;

    // What helpers gained pays for what they lose, up to this much: on an idle machine a late block now and then is no reason to
    // rest, and on a busy one a loss of milliseconds is more than there can be to the good.
    private static readonly long MostCredit = Stopwatch.Frequency / 2_000;

    // A helper that has slept is late for the first piece of work, by some 30 to 130 microseconds. So it is lent this much at the
    // beginning and after each rest; where it does not earn it, the loan is a part of the loss.
    private static readonly long Loan = Stopwatch.Frequency / 5_000;

    private SharedWork? work;
    private long restUntil;
    private long credit = Loan;
    private long owed = Loan;
    private int lossesInARow;
    private bool isBusy;

    // Helpers that are queued, at work, or looking out for work; and those of them that are queued.
    private int called;
    private int queued;
    private long queuedAt;

    /// <summary>The calling thread's own.</summary>
    public static Crew OfThisThread => mine ??= new Crew();

    /// <summary>False where the work is better done alone and in one piece: inside of other shared work, and while helpers rest.</summary>
    public bool IsReady => !isBusy && (restUntil == 0 || Stopwatch.GetTimestamp() >= restUntil);

    /// <summary>Begins shared work, for which the crew must be ready.</summary>
    public void Enter()
    {
        isBusy = true;
        if (restUntil != 0)
        {
            restUntil = 0;
            credit = owed = Loan;
        }
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => isBusy = false;

    /// <summary>Offers work to helpers, and calls as many as are wanted and not there yet.</summary>
    public void Call(SharedWork offered, int helpers)
    {
        Volatile.Write(ref work, offered);
        while (Volatile.Read(ref called) < helpers)
        {
            queuedAt = Stopwatch.GetTimestamp();
            Interlocked.Increment(ref called);
            Interlocked.Increment(ref queued);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Judges shared work that took so many ticks more than it would have taken without helpers, or, below 0, fewer.</summary>
    public void Judge(long loss)
    {
        credit = Math.Min(credit - loss, MostCredit);
        if (credit > Loan)
        {
            owed = 0;
            lossesInARow = 0;
        }

        if (credit >= -Tolerance)
        {
            return;
        }

        long rest = Math.Min((RestForLoss * (owed - credit)) << Math.Min(lossesInARow, MostDoublings), LongestRest);
        lossesInARow++;
        restUntil = Stopwatch.GetTimestamp() + rest;
    }

    /// <summary>
    /// Judges work of so many ticks for which no helper came. If one has been queued for longer than waking takes, its core is busy,
    /// and what is lost is that the work was cut into blocks: some 1/16 of a product.
    /// </summary>
    public void JudgeAbsence(long ticks)
    {
        if (Volatile.Read(ref queued) > 0 && Stopwatch.GetTimestamp() - queuedAt > 2 * Linger)
        {
            Judge(Math.Max(ticks / 16, Tolerance + 1));
        }
    }

    /// <summary>A helper's life: work while there is some, and a look-out for more.</summary>
    public void Execute()
    {
        Interlocked.Decrement(ref queued);
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
