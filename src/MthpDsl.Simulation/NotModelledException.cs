namespace MthpDsl.Simulation;

/// <summary>A request that the simulator does not model. It says so, and guesses nothing.</summary>
/// <example>
/// <code>
/// machine.Main.Userfault(heap.Range, UserfaultMode.Missing);
/// try
/// {
///     heap.Write();
/// }
/// catch (NotModelledException refused)
/// {
///     Console.WriteLine(refused.Message); // an access that waits for a userfaultfd handler
/// }
/// </code>
/// </example>
public sealed class NotModelledException : Exception
{
    /// <summary>Names what is not modelled.</summary>
    public NotModelledException(string what)
        : base(what)
    {
    }

    /// <inheritdoc/>
    public NotModelledException()
    {
    }

    /// <inheritdoc/>
    public NotModelledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
