using System.Collections.Immutable;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <summary>What the prompt answers to one input.</summary>
/// <example>
/// <code>
/// using var session = new ReplSession();
/// ReplAnswer answer = session.Submit("1 + 1");
/// Console.WriteLine(answer.Lines[0]); // 2
/// </code>
/// </example>
public sealed record ReplAnswer
{
    /// <summary>Nothing to say.</summary>
    public static ReplAnswer Empty { get; } = new();

    /// <summary>Lines to print as they are: the value of an expression, help, a confirmation.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>What is wrong, each at its line and column of the input.</summary>
    public ImmutableArray<ResultDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>
    /// The mappings that changed, at the moments to be shown below each other: before and after, or one for each kernel. Empty where
    /// nothing changed.
    /// </summary>
    public ImmutableArray<SnapshotResult> Moments { get; init; } = [];

    /// <summary>The size of a base page, for the pictures.</summary>
    public ByteSize PageSize { get; init; } = new(4096);

    /// <summary>The session is over.</summary>
    public bool IsEnd { get; init; }

    /// <summary>The input did what it says.</summary>
    public bool IsOk => Diagnostics.All(diagnostic => diagnostic.Severity != ResultSeverity.Error);

    /// <summary>An answer of lines.</summary>
    internal static ReplAnswer Of(params IEnumerable<string> lines) => new() { Lines = [.. lines] };

    /// <summary>An answer that is a refusal.</summary>
    internal static ReplAnswer Refused(string message, string? mend = null) => new()
    {
        Diagnostics = [new ResultDiagnostic("", ResultSeverity.Error, 1, 1, message) { Mend = mend }],
    };
}
