namespace MthpDsl.Scenarios.Fuzzing;

/// <content>sysfs, and what presses on the machine as a whole.</content>
internal sealed partial class ScenarioGenerator
{
    private string Knob() => _random.Next(12) switch
    {
        < 4 => EnabledKnob(),
        < 5 => $"sysfs enabled = {_random.Pick("always", "madvise", "never")}",
        < 8 => $"sysfs khugepaged/max_ptes_none = {AnyLimit()}",
        < 9 => $"sysfs khugepaged/max_ptes_swap = {AnyLimit()}",
        < 10 => $"sysfs khugepaged/max_ptes_shared = {AnyLimit()}",
        < 11 => $"sysfs khugepaged/pages_to_scan = {Number(_random.Pick(1, 512, 4096, 100000))}",
        _ => _random.Pick(
            "sysfs defrag = always", "sysfs defrag = never", "sysfs defrag = defer", "sysfs use_zero_page = 0", "sysfs use_zero_page = 1",
            "sysfs khugepaged/defrag = 0", "sysfs khugepaged/alloc_sleep_millisecs = 100", "sysfs khugepaged/scan_sleep_millisecs = 0",
            "sysfs shrink_underused = 0", "sysfs shrink_underused = 1"),
    };

    private FuzzStatement Knobs() => _random.Percent(80)
        ? new(Knob())
        : new("sysfs", [new(Knob()["sysfs ".Length..]), new(Knob()["sysfs ".Length..])]);

    private string AnyLimit()
    {
        long most = _world.PmdPages - 1;
        return Number(_random.Next(5) switch
        {
            0 => 0,
            1 => most,
            2 => most / 2,
            3 => (most + 1) / 2,
            _ => (long)(_random.NextWord() % (ulong)(most + 1)),
        });
    }

    private IEnumerable<FuzzStatement> Pressure() => _random.Next(10) switch
    {
        < 3 => [new($"reclaim {Pages(_random.Pick(1L, 16, 100, _world.PmdPages))}")],
        < 5 => [new("drop-caches")],
        < 7 => [new($"limit {Pages(_random.Pick(64L, _world.PmdPages, 2 * _world.PmdPages))}"), InAny(Touch), new("limit none")],
        < 8 when _world.HasSwap => [new("swap off")],
        _ => [new($"fragment to order {Number(_random.Next(_world.PmdOrder))}{(_random.Percent(30) ? $" keeping {Pages(2 * _world.PmdPages)}" : "")}")],
    };
}
