using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>Tries mutants one after another in this process.</summary>
internal sealed class Worker
{
    private const int MutantsBetweenProofs = 100;
    private const int RecentKillers = 20;
    private const double KillerMost = 50;
    private const int ChecksAtLeast = 20;
    private const int BudgetsMost = 5;

    private readonly RunFolder _folder;
    private readonly int _number;
    private readonly double _budget;
    private readonly Outcomes _outcomes;
    private readonly Coverage _coverage;
    private readonly LinkedList<int> _killers = new();
    private readonly HashSet<int> _proof = [];
    private readonly List<int> _unproved = [];
    private readonly Yield _yield;
    private Outcome _current = new(0, OutcomeStatus.Timeout, "", 0, 0);

    /// <param name="folder">Where everything of the run is.</param>
    /// <param name="number">Which worker it is; names the file that says what it is at.</param>
    /// <param name="budget">Milliseconds that the checks of one mutant may take; what is alive then has survived.</param>
    public Worker(RunFolder folder, int number, double budget)
    {
        _folder = folder;
        _number = number;
        _budget = budget;
        _outcomes = new Outcomes(folder.Outcomes);
        _coverage = Coverage.Read(folder.Coverage);
        _yield = new Yield(_coverage, Mutant.Read(folder.Report), _outcomes.Read().Values);
    }

    /// <summary>Tries mutants.</summary>
    /// <returns>How it ended, of <see cref="WorkerExit"/>.</returns>
    public int Try(IReadOnlyList<int> mutants)
    {
        Watchdog watchdog = new(() => _outcomes.Add(_current with { Status = OutcomeStatus.Timeout }));
        foreach (int mutant in mutants)
        {
            File.WriteAllText(_folder.RunningOf(_number), mutant.ToString(CultureInfo.InvariantCulture));
            Outcome outcome = Try(mutant, watchdog);
            _outcomes.Add(outcome);
            if (outcome.Check.StartsWith(nameof(OutOfMemoryException), StringComparison.Ordinal))
            {
                return WorkerExit.Ended;
            }

            _unproved.Add(mutant);
            if (_unproved.Count >= MutantsBetweenProofs && !IsSound())
            {
                return WorkerExit.Unsound;
            }
        }

        // One alone was on from the beginning, and what it has initialised stays as it made it.
        return mutants.Count == 1 || IsSound() ? WorkerExit.Done : WorkerExit.Unsound;
    }

    private Outcome Try(int mutant, Watchdog watchdog)
    {
        IReadOnlyList<int> checks = _coverage.ChecksOf(mutant);
        _current = new Outcome(mutant, OutcomeStatus.Survived, "", 0, checks.Count);
        if (checks.Count == 0)
        {
            return _current with { Status = OutcomeStatus.NoCoverage };
        }

        double begin = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        HashSet<int> reaching = [.. checks];
        IEnumerable<int> first = [.. _killers.Where(reaching.Contains)];
        MutantSwitch.On(mutant);
        double spent = 0;
        foreach (int check in first.Concat(_yield.Order(mutant, checks.Except(first))))
        {
            _current = _current with { Check = _coverage.Checks[check].Name, Tried = _current.Tried + 1 };
            watchdog.Begin(_coverage.Milliseconds[check]);
            bool passes = _coverage.Checks[check].Passes(out string failure);
            watchdog.End();
            double before = spent;
            spent = Environment.CpuUsage.TotalTime.TotalMilliseconds - begin;
            _yield.Add(mutant, check, !passes, spent - before);
            if (watchdog.HasFired)
            {
                MutantSwitch.Off();
                return _current with { Status = OutcomeStatus.Timeout };
            }

            if (!passes)
            {
                MutantSwitch.Off();
                Remember(check);
                return _current with { Status = OutcomeStatus.Killed, Check = failure.StartsWith(nameof(OutOfMemoryException), StringComparison.Ordinal) ? failure : _current.Check };
            }

            if (spent > _budget && (_current.Tried >= ChecksAtLeast || spent > BudgetsMost * _budget))
            {
                break;
            }
        }

        MutantSwitch.Off();
        return _current with { Check = "" };
    }

    private void Remember(int check)
    {
        _proof.Add(check);
        _killers.Remove(check);
        // A long one would use up the time of mutants that it does not kill.
        if (_coverage.Milliseconds[check] < KillerMost)
        {
            _killers.AddFirst(check);
        }

        if (_killers.Count > RecentKillers)
        {
            _killers.RemoveLast();
        }
    }

    // A mutant may leave something behind in a static field: what has failed must pass without it.
    private bool IsSound()
    {
        foreach (int check in _proof)
        {
            if (!_coverage.Checks[check].Passes(out string failure))
            {
                Console.WriteLine($"no longer sound: {_coverage.Checks[check].Name} {failure}");
                _unproved.ForEach(mutant => _outcomes.Add(new Outcome(mutant, OutcomeStatus.Unsure, "", 0, 0)));
                return false;
            }
        }

        _proof.Clear();
        _unproved.Clear();
        return true;
    }
}
