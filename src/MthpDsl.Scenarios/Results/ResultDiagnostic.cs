namespace MthpDsl.Scenarios.Results;

/// <summary>A message about a case, at its place. Lines and columns count from 1.</summary>
/// <param name="Code"><c>MTHP1xxx</c> syntax, <c>2xxx</c> meaning, <c>3xxx</c> run time, <c>4xxx</c> expectation, <c>5xxx</c> C#.</param>
/// <param name="Severity">An error ends or fails the case; a warning does neither.</param>
/// <param name="Line">The line in <see cref="File"/>, from 1.</param>
/// <param name="Column">The first column, from 1, in UTF-16 code units.</param>
/// <param name="Message">The sentence, with what was expected and what was there where that is what it is about.</param>
/// <example>
/// <code>
/// CaseResult result = ScenarioRunner.Run("map heap 64K\nwrite heap\nexpect heap = 1 x 64K").Single();
/// ResultDiagnostic unmet = result.Diagnostics[0];
/// Console.WriteLine($"line {unmet.Line}: {unmet.Code}, found {unmet.Actual}"); // line 3: MTHP4001, found 16 x 4K
/// </code>
/// </example>
public sealed record ResultDiagnostic(string Code, ResultSeverity Severity, int Line, int Column, string Message)
{
    /// <summary>The included file it is in; null where it is the case's own file. Not in the JSON.</summary>
    public string? File { get; init; }

    /// <summary>The sentence without what was expected and found, where those are shown beside each other. Not in the JSON.</summary>
    public string? Summary { get; init; }

    /// <summary>How many columns it covers, at least 1; text underlines that many. Not in the JSON.</summary>
    public int Length { get; init; } = 1;

    /// <summary>The user's line without its line end; null where there is none. Not in the JSON.</summary>
    public string? SourceLine { get; init; }

    /// <summary>The sentence that says the mend; null where there is none. Not in the JSON.</summary>
    public string? Mend { get; init; }

    /// <summary>What an expectation asked for, to be shown beside <see cref="Actual"/>; else null. Not in the JSON.</summary>
    public string? Expected { get; init; }

    /// <summary>What was there instead; else null. Not in the JSON.</summary>
    public string? Actual { get; init; }
}
