using MthpDsl.Language;

namespace MthpDsl.Cli;

/// <summary>The command line is wrong; the message says what, and what to write instead.</summary>
public sealed class CommandLineException : Exception
{
    /// <summary>A failure without a message.</summary>
    public CommandLineException()
    {
    }

    /// <summary>A failure with a message.</summary>
    public CommandLineException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public CommandLineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static CommandLineException Unknown(string what, string token, IEnumerable<string> known)
    {
        string shown = Reporting.Text.Printable.Of(token);
        string? near = Suggestions.Nearest(token, known);
        return new(near is null
            ? $"there is no {what} '{shown}'. Try '{Tool.Name} --help'."
            : $"there is no {what} '{shown}'; did you mean '{near}'?");
    }
}
