using System.Reflection;

namespace MthpDsl.Mutation;

/// <summary>Which tests have killed how many mutants of a file for their time, and the order that follows for the checks of the next.</summary>
internal sealed class Yield
{
    // What a test that was never tried on a file is taken for: so many kills in so many milliseconds.
    private const double FirstKills = 0.1;
    private const double FirstMilliseconds = 50;

    // What the tests of a file, by their name, are taken for beyond that.
    private const double KillsOfItsOwn = 20;

    // What a kill of an earlier run is taken to have cost.
    private const double MillisecondsOfAKill = 20;

    // Further rows of one test find less: so many halve what is expected of it.
    private const double RowsThatHalve = 40;

    private readonly Coverage _coverage;
    private readonly Dictionary<int, string> _files;
    private readonly Dictionary<(string File, MethodInfo Test), (double Kills, double Milliseconds)> _tests = [];

    /// <param name="coverage">The checks.</param>
    /// <param name="mutants">All mutants.</param>
    /// <param name="known">What came of those that were tried before.</param>
    public Yield(Coverage coverage, IEnumerable<Mutant> mutants, IEnumerable<Outcome> known)
    {
        _coverage = coverage;
        _files = mutants.ToDictionary(mutant => mutant.Id, mutant => mutant.File);
        Dictionary<string, int> checks = coverage.Checks.Index().ToDictionary(check => check.Item.Name, check => check.Index);
        foreach (Outcome outcome in known.Where(outcome => outcome.Status == OutcomeStatus.Killed))
        {
            if (checks.TryGetValue(outcome.Check, out int check))
            {
                Add(outcome.Mutant, check, killed: true, MillisecondsOfAKill);
            }
        }
    }

    /// <summary>A check was run on a mutant.</summary>
    public void Add(int mutant, int check, bool killed, double milliseconds)
    {
        (string, MethodInfo) place = (_files[mutant], _coverage.Checks[check].Test);
        (double kills, double before) = _tests.GetValueOrDefault(place);
        _tests[place] = (kills + (killed ? 1 : 0), before + milliseconds);
    }

    /// <summary>The checks, those first that promise most for their time.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="checks">Those that reach it.</param>
    public IEnumerable<int> Order(int mutant, IEnumerable<int> checks)
    {
        PriorityQueue<(Queue<int> Rows, int Length), double> tests = new();
        // The cheapest rows of a test are the simplest, and much alike.
        Random random = new(mutant);
        foreach (IGrouping<MethodInfo, int> rows in checks.GroupBy(check => _coverage.Checks[check].Test))
        {
            Queue<int> queue = new(rows.OrderBy(_ => random.Next()));
            tests.Enqueue((queue, queue.Count), -RateOf(mutant, rows.Key));
        }

        while (tests.TryDequeue(out (Queue<int> Rows, int Length) test, out _))
        {
            int check = test.Rows.Dequeue();
            yield return check;
            if (test.Rows.Count > 0)
            {
                double done = test.Length - test.Rows.Count;
                tests.Enqueue(test, -RateOf(mutant, _coverage.Checks[check].Test) / (1 + (done / RowsThatHalve)));
            }
        }
    }

    private double RateOf(int mutant, MethodInfo test)
    {
        (double kills, double milliseconds) = _tests.GetValueOrDefault((_files[mutant], test));
        bool isItsOwn = test.DeclaringType!.Name.StartsWith(Path.GetFileNameWithoutExtension(_files[mutant]), StringComparison.Ordinal);
        return (kills + FirstKills + (isItsOwn ? KillsOfItsOwn : 0)) / (milliseconds + FirstMilliseconds);
    }
}
