namespace AutoGrad.Oracle;

/// <summary>A file or a case does not have the recorded form; the message says where and how.</summary>
internal sealed class OracleFormatException : Exception
{
    public OracleFormatException(string message)
        : base(message)
    {
    }

    public OracleFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
