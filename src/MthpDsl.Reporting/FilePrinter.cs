using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting;

/// <summary>
/// A printer of a format that says how many cases a file has before it says which: it keeps the cases of one file, without their
/// layouts, and hands them on when the next file begins.
/// </summary>
internal abstract class FilePrinter : IResultPrinter
{
    private readonly List<CaseResult> _cases = [];

    /// <inheritdoc/>
    public void Write(CaseResult result)
    {
        if (_cases.Count > 0 && _cases[0].File != result.File)
        {
            Hand();
        }

        _cases.Add(result with { Snapshots = [], Collapses = null });
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary)
    {
        Hand();
        Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the writer; the stream stays open.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Writes a file.</summary>
    /// <param name="cases">Its cases, at least one.</param>
    protected abstract void WriteFile(IReadOnlyList<CaseResult> cases);

    /// <summary>Writes what stands behind the last file, and hands everything to the stream.</summary>
    protected abstract void Finish();

    private void Hand()
    {
        if (_cases.Count > 0)
        {
            WriteFile(_cases);
            _cases.Clear();
        }
    }
}
