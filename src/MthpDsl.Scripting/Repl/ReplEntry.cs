using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Scripting;
using MthpDsl.Language;
using MthpDsl.Scenarios.Results;
using MthpDsl.Scenarios.Sessions;

namespace MthpDsl.Scripting.Repl;

/// <summary>One thing that was done in a session.</summary>
/// <param name="Text">As a scenario says it: one statement of its top level. C# stands in <c>do { }</c>.</param>
/// <param name="Code">The compiled C#; null for a statement of the language.</param>
internal sealed record ReplEntry(string Text, ReplCode? Code)
{
    /// <summary>What is true of the entry after it ran: one that the kernel refused says so. Null where it cannot be done again.</summary>
    /// <param name="statement">Its statement.</param>
    /// <param name="step">How it ended; null for C#, which went well.</param>
    public ReplEntry? After(StatementSyntax statement, SessionStep? step)
    {
        if (step is null || step.Status == ResultStatus.Passed)
        {
            return this;
        }

        if (step.EndsKernel)
        {
            return null;
        }

        string refused = statement is ExpectFailure expectation ? statement.Source.ToString(expectation.Statement.Span) : Text;
        bool isOneLine = !refused.Contains('\n', StringComparison.Ordinal);
        return step.Refusal is { } word && isOneLine ? this with { Text = $"expect {word} from {refused}" }
            : statement is ExpectFailure && step.Status == ResultStatus.Failed ? this with { Text = refused }
            : null;
    }
}

/// <summary>C# that ran, to be run again on the state that the code before it leaves.</summary>
/// <param name="Scripts">What made names known, and the input itself.</param>
/// <param name="Declared">The names that it made known.</param>
internal sealed record ReplCode(ImmutableArray<Script<object>> Scripts, ImmutableArray<string> Declared);
