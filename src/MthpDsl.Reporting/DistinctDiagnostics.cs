using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting;

/// <summary>Messages of a run, each once: the cases of a scenario share those of reading it.</summary>
internal sealed class DistinctDiagnostics
{
    private readonly HashSet<(string File, int Line, int Column, string Code, string Message)> _seen = [];

    /// <summary>The messages of a case that no case before had at the same place.</summary>
    public IEnumerable<ResultDiagnostic> NewOf(CaseResult result) => result.Diagnostics.Where(diagnostic => _seen.Add(
        (diagnostic.File ?? result.File, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Message)));
}
