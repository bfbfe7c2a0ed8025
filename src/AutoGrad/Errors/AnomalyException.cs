namespace AutoGrad.Errors;

/// <summary>With <c>tape.DetectAnomalies</c>: an operation made a NaN or an infinity out of finite numbers.</summary>
public sealed class AnomalyException : AutoGradException
{
    internal AnomalyException(string message, string operation, bool isInSweep, string? file, int line, IReadOnlyList<string> chain)
        : base(message)
    {
        Operation = operation;
        IsInSweep = isInSweep;
        File = file;
        Line = line;
        Chain = chain;
    }

    /// <summary>The operation, with its constants.</summary>
    public string Operation { get; }

    /// <summary>Whether it happened to a gradient, in the reverse sweep, rather than to a value.</summary>
    public bool IsInSweep { get; }

    /// <summary>The source file that recorded the operation; null where the program carries no such information.</summary>
    public string? File { get; }

    /// <summary>The line in <see cref="File"/>; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>The operations that led there, nearest first: for a value the operands' operations, for a gradient those it came through.</summary>
    public IReadOnlyList<string> Chain { get; }
}
