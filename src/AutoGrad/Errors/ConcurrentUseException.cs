namespace AutoGrad.Errors;

/// <summary>Two threads used one tape at the same time.</summary>
public sealed class ConcurrentUseException : AutoGradException
{
    internal ConcurrentUseException(int? user, int intruder)
        : base($"thread {intruder} used a tape while {(user is { } known ? $"thread {known}" : "another thread")} was at work on it; give each thread a tape of its own (tapes are cheap and share parameters)")
    {
    }
}
