namespace MthpDsl.Cli.Hosting;

/// <summary>Standard output does not take the results: its reader went away, or the disk is full.</summary>
public sealed class OutputException : IOException
{
    /// <summary>A failure without a message.</summary>
    public OutputException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public OutputException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public OutputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
