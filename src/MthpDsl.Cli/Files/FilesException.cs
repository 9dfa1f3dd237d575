namespace MthpDsl.Cli.Files;

/// <summary>An argument names no scenario that could be read; the message says why.</summary>
public sealed class FilesException : Exception
{
    /// <summary>A failure without a message.</summary>
    public FilesException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public FilesException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public FilesException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
