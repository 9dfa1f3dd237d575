using System.Globalization;

namespace MthpDsl.Cli.Hosting;

/// <summary>One line on a terminal that says how far a run is, once it takes longer than a second; it wipes itself.</summary>
/// <param name="host">Where to.</param>
/// <param name="total">How many steps there are.</param>
/// <param name="noun">What a step is.</param>
internal sealed class ProgressLine(ToolHost host, long total, string noun = "scenarios") : IDisposable
{
    private const long QuietMs = 1000;
    private const long IntervalMs = 100;
    private const string Wipe = "\r\e[K";

    private readonly bool _shown = host.ErrorIsTerminal && host.Environment("TERM") != "dumb";
    private readonly long _began = host.Milliseconds();
    private long _last;
    private bool _dirty;

    /// <summary>Says that so many steps are done.</summary>
    public void Report(long done)
    {
        long elapsed = _shown ? host.Milliseconds() - _began : 0;
        if (elapsed < QuietMs || elapsed - _last < IntervalMs)
        {
            return;
        }

        _last = elapsed;
        _dirty = true;
        host.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{Wipe}{done} of {total} {noun}"));
    }

    /// <summary>Makes room for results on the same terminal.</summary>
    public void Clear()
    {
        if (_dirty)
        {
            host.Error.Write(Wipe);
            _dirty = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
