using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting;

/// <summary>
/// Writes results in one format, case by case while they arrive, so that a long run shows what it has and holds one
/// case in memory. A printer is used once, from one thread; the stream stays open and its owner flushes it.
/// </summary>
public interface IResultPrinter : IDisposable
{
    /// <summary>Writes one case.</summary>
    /// <param name="result">The next case, in the order of the document.</param>
    void Write(CaseResult result);

    /// <summary>Writes what stands after the last case, and hands everything to the stream.</summary>
    /// <param name="summary">How many cases there were.</param>
    void Complete(RunSummary summary);
}
