using System.Diagnostics;

namespace AutoGrad.Kernels;

/// <summary>Work that falls into blocks with results of their own, in any order and on any thread.</summary>
internal interface IBlockWork
{
    void Do(int block);
}

/// <summary>Blocks that the threads of a <see cref="Crew"/> claim one by one, so that a busy core only does fewer of them.</summary>
internal abstract class SharedWork
{
    // The blocks not yet claimed. Taking one is the right to read the work: it cannot be replaced before that block is
    // finished. So a helper that comes late, even in the middle of the next piece of work, does no harm.
    private int unclaimed;
    private int unfinished;
    private Exception? failure;

    /// <summary>Whether there is anything left to claim.</summary>
    public bool HasUnclaimed => Volatile.Read(ref unclaimed) > 0;

    /// <summary>Claims and does blocks until none is left; gives their number.</summary>
    public int Drain()
    {
        int done = 0;
        while (true)
        {
            int left = Volatile.Read(ref unclaimed);
            if (left <= 0)
            {
                return done;
            }

            if (Interlocked.CompareExchange(ref unclaimed, left - 1, left) == left)
            {
                Finish(left - 1);
                done++;
            }
        }
    }

    protected abstract void Do(int block);

    /// <summary>Does all blocks, of which the crew may claim some; gives what went wrong.</summary>
    protected Exception? Complete(Crew crew, int blocks, int threads)
    {
        failure = null;
        unfinished = blocks;
        Volatile.Write(ref unclaimed, blocks);
        crew.Call(this, Math.Min(threads, blocks) - 1);
        long start = Stopwatch.GetTimestamp();
        int done = Drain();
        long own = Stopwatch.GetTimestamp() - start;
        if (done == blocks)
        {
            crew.JudgeAbsence(own);
        }
        else
        {
            AwaitHelpers();
            long alone = own * blocks / Math.Max(done, 1);
            crew.Judge(Stopwatch.GetTimestamp() - start - alone);
        }

        return failure;
    }

    private void AwaitHelpers()
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref unfinished) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Finish(int block)
    {
        try
        {
            Do(block);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the thread that asked for the work.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        Interlocked.Decrement(ref unfinished);
    }
}

/// <inheritdoc/>
/// <remarks>
/// A thread keeps one such object for each kind of work, so that sharing allocates nothing once warm. The calling thread never waits
/// for a helper to start, only for blocks that helpers are already at.
/// </remarks>
internal sealed class SharedWork<TWork> : SharedWork
    where TWork : struct, IBlockWork
{
    [ThreadStatic]
    private static SharedWork<TWork>? mine;

    private TWork work;

    /// <summary>Whether work would be shared now. What sharing needs is made at the first question, not at the first yes, which may come late.</summary>
    public static bool IsReady(int threads)
    {
        if (threads <= 1)
        {
            return false;
        }

        mine ??= new SharedWork<TWork>();
        return Crew.OfThisThread.IsReady;
    }

    /// <summary>Does the blocks 0 to <paramref name="blocks"/> - 1 on this thread and on helpers.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="threads">The most threads to use, this one included.</param>
    /// <exception cref="InvalidOperationException">A block failed; the inner exception says how.</exception>
    public static void Run(in TWork work, int blocks, int threads)
    {
        Exception? failed = IsReady(threads) && blocks > 1 ? Together(work, blocks, threads) : Alone(work, blocks);
        if (failed is not null)
        {
            throw new InvalidOperationException("A thread failed at its part of the work; see the inner exception.", failed);
        }
    }

    protected override void Do(int block) => work.Do(block);

    private static Exception? Together(in TWork work, int blocks, int threads)
    {
        Crew crew = Crew.OfThisThread;
        SharedWork<TWork> shared = mine!;
        crew.Enter();
        shared.work = work;
        try
        {
            return shared.Complete(crew, blocks, threads);
        }
        finally
        {
            shared.work = default; // so that it keeps nothing alive
            crew.Leave();
        }
    }

    private static Exception? Alone(in TWork work, int blocks)
    {
        try
        {
            for (int block = 0; block < blocks; block++)
            {
                work.Do(block);
            }

            return null;
        }
#pragma warning disable CA1031 // The caller hears of it in the same words, whoever did the block.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
