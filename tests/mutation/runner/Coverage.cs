using System.Globalization;

namespace MthpDsl.Mutation;

/// <summary>Which checks reach which mutants, and how long each check takes without one.</summary>
internal sealed class Coverage
{
    // Of the processor, as all times here: others use this machine too.
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(8);

    // So many checks at most reach an initialiser before it has run: those of the processes that measured.
    private const int FewChecks = 3;

    private readonly Dictionary<int, List<int>> _checksOf = [];

    private Coverage(IReadOnlyList<Check> checks) => Checks = checks;

    /// <summary>All checks.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>How long each check takes, by its place among <see cref="Checks"/>; negative for those that are not used.</summary>
    public List<double> Milliseconds { get; } = [];

    /// <summary>Mutants that are reached while a type is initialised, or before the first check: each needs a process of its own.</summary>
    public HashSet<int> Static { get; } = [];

    /// <summary>The checks that reach a mutant; for a static one all of them.</summary>
    public IReadOnlyList<int> ChecksOf(int mutant) => _checksOf.GetValueOrDefault(mutant, []);

    /// <summary>
    /// Runs every check twice and writes down what it reaches; in a process that has run no check yet. What was measured before is
    /// taken over, so that checks can be added.
    /// </summary>
    public static void Measure(string path, TextWriter log)
    {
        Dictionary<string, string> known = File.Exists(path) ? File.ReadLines(path).ToDictionary(line => line.Split('\t')[0]) : [];
        MutantSwitch.Off();
        IReadOnlyList<Check> checks = [];
        // What runs before the first check initialises types that no check will reach again.
        (IReadOnlyCollection<int> before, _) = MutantSwitch.Reach(() => checks = Check.All());
        List<string> lines = [.. checks.Select(check => known.GetValueOrDefault(check.Name) ?? Measure(check, log))];
        File.WriteAllLines(path + ".new", lines.Prepend("\t\t\t" + string.Join(' ', before.Concat(ReachedOnce(checks, lines)))));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Reads what <see cref="Measure(string, TextWriter)"/> has written for the same checks.</summary>
    public static Coverage Read(string path)
    {
        Coverage coverage = new(Check.All());
        List<int[]> reached = [];
        foreach ((int line, string[] parts) in File.ReadLines(path).Select(line => line.Split('\t')).Index())
        {
            coverage.Static.UnionWith(Numbers(parts[3]));
            if (line == 0)
            {
                continue;
            }

            if (coverage.Checks[line - 1].Name != parts[0])
            {
                throw new InvalidOperationException(path + " is of other checks; measure again.");
            }

            coverage.Milliseconds.Add(double.Parse(parts[1], CultureInfo.InvariantCulture));
            reached.Add(Numbers(parts[2]));
        }

        coverage.Collect(reached);
        return coverage;
    }

    // Some initialisers are not told apart by Stryker: the checks that came first reach them, and do not when they run again.
    private static HashSet<int> ReachedOnce(IReadOnlyList<Check> checks, List<string> lines)
    {
        List<int[]> reached = [.. lines.Select(line => Numbers(line.Split('\t')[2]))];
        HashSet<int> once = [.. reached.SelectMany(mutants => mutants).CountBy(mutant => mutant).Where(pair => pair.Value <= FewChecks).Select(pair => pair.Key)];
        foreach (Check check in checks.Where((_, place) => reached[place].Any(once.Contains)))
        {
            check.Passes(out _);
            once.ExceptWith(MutantSwitch.Reach(() => check.Passes(out _)).Reached);
        }

        return once;
    }

    private static string Measure(Check check, TextWriter log)
    {
        string failure = "";
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        (IReadOnlyCollection<int> reached, IReadOnlyCollection<int> atStart) = MutantSwitch.Reach(() => check.Passes(out failure));
        bool isUsed = failure.Length == 0 && Environment.CpuUsage.TotalTime - begin < LongestCheck;
        begin = Environment.CpuUsage.TotalTime;
        isUsed = isUsed && check.Passes(out failure);
        if (!isUsed)
        {
            log.WriteLine($"not used: {check.Name} {failure}");
        }

        double milliseconds = isUsed ? (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds : -1;
        return string.Create(CultureInfo.InvariantCulture, $"{check.Name}\t{milliseconds:F2}\t{string.Join(' ', reached)}\t{string.Join(' ', atStart)}");
    }

    private static int[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    private void Collect(List<int[]> reached)
    {
        List<int> all = [.. Enumerable.Range(0, reached.Count).Where(check => Milliseconds[check] >= 0)];
        foreach (int check in all)
        {
            foreach (int mutant in reached[check])
            {
                if (!_checksOf.TryGetValue(mutant, out List<int>? checks))
                {
                    _checksOf.Add(mutant, checks = []);
                }

                checks.Add(check);
            }
        }

        foreach (int mutant in Static)
        {
            _checksOf[mutant] = all;
        }
    }
}
