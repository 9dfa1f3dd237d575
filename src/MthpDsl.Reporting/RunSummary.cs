using System.Globalization;
using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting;

/// <summary>How many cases of a run ended how.</summary>
/// <param name="Passed">Cases that passed.</param>
/// <param name="Failed">Cases with an expectation that was not met.</param>
/// <param name="Errors">Cases that could not be read or that stopped with an error.</param>
/// <example>
/// <code>
/// RunSummary summary = default(RunSummary).With(ResultStatus.Passed);
/// Console.WriteLine(summary.Passed); // 1
/// </code>
/// </example>
public readonly record struct RunSummary(int Passed, int Failed, int Errors)
{
    /// <summary>The summary with one case more.</summary>
    public RunSummary With(ResultStatus status) => status switch
    {
        ResultStatus.Passed => this with { Passed = Passed + 1 },
        ResultStatus.Failed => this with { Failed = Failed + 1 },
        _ => this with { Errors = Errors + 1 },
    };

    /// <summary>The last line of a run: <c>211 passed, 0 failed</c>. What stopped with an error counts as failed and is said.</summary>
    public override string ToString()
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed + Errors} failed");
        return Errors == 0 ? line : line + string.Create(CultureInfo.InvariantCulture, $" ({Errors} stopped with an error)");
    }
}
