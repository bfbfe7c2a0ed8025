namespace AutoGrad.Bench.Ratios;

/// <summary>The number of threads that steps on the tape may use: the one place to change when the engine has a setting for it.</summary>
internal static class EngineThreads
{
    /// <summary>Whether the engine has such a setting; without it, steps on the tape run on one thread and their rows on two are left out.</summary>
    public static bool CanBeSet => false;

    /// <summary>Lets steps on the tape use so many threads.</summary>
    /// <exception cref="NotSupportedException">The engine has no such setting.</exception>
    public static void Set(int threads)
    {
        if (!CanBeSet && threads != 1)
        {
            throw new NotSupportedException("the engine's steps run on one thread");
        }
    }
}
