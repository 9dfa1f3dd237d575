namespace MthpDsl.Scenarios.Sweeping;

/// <summary>A sweep that cannot be planned or resumed; the message says what is wrong and what to write instead.</summary>
/// <example>
/// <code>
/// try
/// {
///     SweepSetting.Parse("no equals sign");
/// }
/// catch (SweepException refused)
/// {
///     Console.WriteLine(refused.Message.Length &gt; 0); // True
/// }
/// </code>
/// </example>
public sealed class SweepException : Exception
{
    /// <summary>A failure without a message.</summary>
    public SweepException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public SweepException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public SweepException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
