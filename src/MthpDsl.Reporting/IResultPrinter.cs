using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting;

/// <summary>
/// Writes results in one format, case by case while they arrive, so that a long run shows what it has and holds one
/// case in memory. A printer is used once, from one thread; the stream stays open and its owner flushes it.
/// </summary>
/// <example>
/// <code>
/// using MemoryStream output = new();
/// using IResultPrinter printer = ResultFormat.Find("json")!.Create(output, new PrinterOptions());
/// foreach (CaseResult result in ScenarioFile.Run("scenarios/seed/first.mthp"))
/// {
///     printer.Write(result);
/// }
///
/// printer.Complete(new RunSummary(Passed: 1, Failed: 0, Errors: 0));
/// Console.WriteLine(output.Length &gt; 0); // True
/// </code>
/// </example>
public interface IResultPrinter : IDisposable
{
    /// <summary>Writes one case.</summary>
    /// <param name="result">The next case, in the order of the document.</param>
    void Write(CaseResult result);

    /// <summary>Writes what stands after the last case, and hands everything to the stream.</summary>
    /// <param name="summary">How many cases there were.</param>
    void Complete(RunSummary summary);
}
