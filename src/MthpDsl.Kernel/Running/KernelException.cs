namespace MthpDsl.Kernel.Running;

/// <summary>An exported program could not be built, run or understood; the message is for the user.</summary>
public sealed class KernelException : Exception
{
    /// <summary>A failure without a message.</summary>
    public KernelException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public KernelException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public KernelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
