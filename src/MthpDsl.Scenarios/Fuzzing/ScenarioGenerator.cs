using System.Globalization;
using MthpDsl.Language;

namespace MthpDsl.Scenarios.Fuzzing;

/// <summary>
/// Makes scenarios at random: every statement, every kernel, every page size, several processes, races, injected failures. The same
/// seed makes the same scenario.
/// </summary>
internal sealed partial class ScenarioGenerator
{
    private static readonly (long PageSize, int PmdOrder)[] PageSizes = [(4096, 9), (16384, 11), (65536, 13)];

    private readonly FuzzRandom _random;
    private readonly List<FuzzStatement> _statements = [];
    private readonly FuzzWorld _world;
    private readonly ulong _seed;

    private ScenarioGenerator(ulong seed, IReadOnlyList<string> kernels)
    {
        _seed = seed;
        _random = new FuzzRandom(seed);
        (long pageSize, int pmdOrder) = PageSizes[_random.Percent(92) ? 0 : _random.Between(1, 2)];
        _world = new FuzzWorld(pageSize, pmdOrder) { HasSwap = _random.Percent(50), Kernel = _random.PickFrom(kernels) };
    }

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="kernels">The kernel models to choose from.</param>
    /// <param name="statements">How many statements at most, headers not counted.</param>
    public static FuzzScenario Make(ulong seed, IReadOnlyList<string> kernels, int statements = 24) =>
        new ScenarioGenerator(seed, kernels).Make(statements);

    private FuzzScenario Make(int most)
    {
        AddTitle();
        Add("kernel " + _world.Kernel);
        AddCases();
        AddMachine();
        AddKnobs();
        _statements.Add(NewMapping(Main));
        if (_random.Percent(10))
        {
            Add("expect no trace mm_collapse_huge_page");
        }

        int count = _random.Between(3, most);
        for (int i = 0; i < count; i++)
        {
            _statements.AddRange(Statement());
        }

        return new FuzzScenario(_seed, _statements);
    }

    private FuzzProcess Main => _world.Processes[0];

    private void Add(string text, IReadOnlyList<FuzzStatement>? body = null) => _statements.Add(new FuzzStatement(text, body));

    private void AddTitle()
    {
        if (_random.Percent(10))
        {
            Add($"scenario \"{_random.Pick("a title", "<script>&amp;", "\\\"; system(\\\"x", "%s\\\\n", "\u001b[31m ]]> \u202e", "::error::x")}\"");
        }
    }

    private void AddCases()
    {
        if (_random.Percent(5))
        {
            _world.Strides.Add("given_size");
            Add($"given given_size in {Pages(_random.Between(1, 8))}, {Pages(16)}");
        }
    }

    private void AddMachine()
    {
        // Small memory so that some scenarios run out of it.
        long memory = (_world.PageSize << _world.PmdOrder) * _random.Pick(16, 40, 200, 2048);
        List<FuzzStatement> settings =
        [
            new($"memory {Size(memory)}"),
            new($"page-size {Size(_world.PageSize)}"),
            new($"seed {Number(_random.Next(1000))}"),
        ];
        if (_world.HasSwap)
        {
            long swap = (_world.PageSize << _world.PmdOrder) * _random.Pick(1, 4, 16);
            settings.Add(new($"swap {Size(swap)} on {_random.Pick("zram", "zram", "disk", "file")}"));
        }

        if (_random.Percent(20))
        {
            settings.Add(new("arch arm64"));
        }

        Add("machine", settings);
    }

    private void AddKnobs()
    {
        if (_random.Percent(50))
        {
            Add($"sysfs enabled = {_random.Pick("always", "madvise", "never")}");
        }

        Add($"sysfs hugepages-*/enabled = {_random.Pick("never", "never", "inherit", "madvise", "always")}");
        int sizes = _random.Next(4);
        for (int i = 0; i < sizes; i++)
        {
            Add(EnabledKnob());
        }
    }

    private string EnabledKnob() => $"sysfs hugepages-{AnyFolioKilobytes()}kB/enabled = {_random.Pick("always", "always", "madvise", "madvise", "inherit", "never")}";

    private string AnyFolioKilobytes() => Number(_world.PageSize >> 10 << AnyOrder());

    private int AnyOrder() => _random.Percent(25) ? _world.PmdOrder : _random.Between(2, _world.PmdOrder);

    private string Size(long bytes) => SizeFormat.Format(bytes);

    private string Pages(long pages) =>
        _random.Percent(20) ? Number(pages) + " pages" : Size(pages * _world.PageSize);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
