namespace AutoGrad.Kernels;

/// <summary>Work that falls into blocks with results of their own, in any order and on any thread.</summary>
internal interface IBlockWork
{
    void Do(int block);
}

/// <summary>Lets threads of the pool claim blocks beside the calling thread; a busy core only does fewer of them.</summary>
/// <remarks>
/// The calling thread never waits for a helper to start, only for blocks that helpers are already at. A thread keeps one
/// such object for each kind of work, so that sharing allocates nothing once warm.
/// </remarks>
internal sealed class SharedWork<TWork> : IThreadPoolWorkItem
    where TWork : struct, IBlockWork
{
    [ThreadStatic]
    private static SharedWork<TWork>? mine;

    private TWork work;
    private Exception? failure;

    // The blocks not yet claimed. Taking one is the right to read the work: it cannot be replaced before that block is
    // finished. So a helper that comes late, even in the middle of the next piece of work, does no harm.
    private int unclaimed;
    private int unfinished;

    // Helpers that are queued and have not started.
    private int waiting;

    public static void Run(in TWork work, int blocks, int threads)
    {
        SharedWork<TWork> shared = mine ?? new SharedWork<TWork>();
        mine = null;
        shared.work = work;
        shared.failure = null;
        shared.unfinished = blocks;
        Volatile.Write(ref shared.unclaimed, blocks);
        shared.CallHelpers(Math.Min(threads, blocks) - 1);
        shared.Drain();
        var wait = default(SpinWait);
        while (Volatile.Read(ref shared.unfinished) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? failed = shared.failure;
        mine = shared;
        if (failed is not null)
        {
            throw new InvalidOperationException("A thread failed at its part of the work; see the inner exception.", failed);
        }
    }

    public void Execute()
    {
        Interlocked.Decrement(ref waiting);
        Drain();
    }

    /// <summary>Queues helpers up to a number. Those called for earlier work that have not come yet count: they serve this one.</summary>
    private void CallHelpers(int wanted)
    {
        while (Volatile.Read(ref waiting) < wanted)
        {
            Interlocked.Increment(ref waiting);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Drain()
    {
        while (true)
        {
            int left = Volatile.Read(ref unclaimed);
            if (left <= 0)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref unclaimed, left - 1, left) == left)
            {
                Finish(left - 1);
            }
        }
    }

    private void Finish(int block)
    {
        try
        {
            work.Do(block);
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
