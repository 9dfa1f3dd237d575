using System.Reflection;

namespace MthpDsl.Mutation;

/// <summary>Which tests have killed how much for their time so far, and the order that follows for the checks of the next mutant.</summary>
/// <param name="coverage">The checks.</param>
internal sealed class Yield(Coverage coverage)
{
    // What a test that was never tried is taken for: a kill in so many milliseconds.
    private const double FirstKill = 0.5;
    private const double FirstMilliseconds = 100;

    // Further rows of one test find less: this many halve what is expected of it.
    private const double RowsThatHalve = 40;

    private readonly Dictionary<MethodInfo, (double Kills, double Milliseconds)> _tests = [];

    /// <summary>A check was run.</summary>
    public void Add(int check, bool killed, double milliseconds)
    {
        (double kills, double before) = _tests.GetValueOrDefault(coverage.Checks[check].Test);
        _tests[coverage.Checks[check].Test] = (kills + (killed ? 1 : 0), before + milliseconds);
    }

    /// <summary>The checks, those first that promise most for their time.</summary>
    /// <param name="checks">Cheap ones first.</param>
    public IEnumerable<int> Order(IEnumerable<int> checks)
    {
        PriorityQueue<Queue<int>, double> tests = new();
        Dictionary<Queue<int>, int> lengths = [];
        foreach (IGrouping<MethodInfo, int> rows in checks.GroupBy(check => coverage.Checks[check].Test))
        {
            Queue<int> queue = new(rows);
            lengths.Add(queue, queue.Count);
            tests.Enqueue(queue, -RateOf(rows.Key));
        }

        while (tests.TryDequeue(out Queue<int>? rows, out _))
        {
            int check = rows.Dequeue();
            yield return check;
            if (rows.Count > 0)
            {
                double done = lengths[rows] - rows.Count;
                tests.Enqueue(rows, -RateOf(coverage.Checks[check].Test) / (1 + (done / RowsThatHalve)));
            }
        }
    }

    private double RateOf(MethodInfo test)
    {
        (double kills, double milliseconds) = _tests.GetValueOrDefault(test);
        return (kills + FirstKill) / (milliseconds + FirstMilliseconds);
    }
}
