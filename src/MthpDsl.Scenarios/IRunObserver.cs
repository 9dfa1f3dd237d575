using MthpDsl.Scenarios.Results;

namespace MthpDsl.Scenarios;

/// <summary>Hears of a run while it goes on. Its calls come from the thread that runs the case, in the order in which things happen.</summary>
/// <example><code>var options = new RunOptions { Observer = null }; // or what shows a run while it goes on</code></example>
public interface IRunObserver
{
    /// <summary>A case is about to run.</summary>
    /// <param name="began">The case as it is known now: no status yet, no snapshots, and only what reading the scenario had to say.</param>
    void Began(CaseResult began);

    /// <summary>The running case has something to say.</summary>
    /// <param name="diagnostic">The message, which the result will hold as well.</param>
    void Reported(ResultDiagnostic diagnostic);

    /// <summary>The running case has taken a snapshot.</summary>
    /// <param name="snapshot">The snapshot, which the result will hold as well.</param>
    void Taken(SnapshotResult snapshot);
}
