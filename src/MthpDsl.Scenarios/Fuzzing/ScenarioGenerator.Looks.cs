using MthpDsl.Language;

namespace MthpDsl.Scenarios.Fuzzing;

/// <content>Snapshots, and expectations that any machine meets: what they read must be there to be read.</content>
internal sealed partial class ScenarioGenerator
{
    private IEnumerable<FuzzStatement> Look() => _random.Next(14) switch
    {
        0 => [new("expect lru >= 0"), new("expect charged >= 0K")],
        1 => [InAny(process => $"expect tlb {RangeOf(process)} >= 0")],
        2 => [InAny(process => $"expect smaps {RangeOf(process)} {_random.PickFrom(KernelWords.Smaps).Name} >= 0")],
        3 => [InAny(process => $"expect coverage {RangeOf(process)} {Size(_world.PageSize << AnyOrder())} <= 100%")],
        4 => [InAny(process => $"expect vmas {RangeOf(process)} >= 0")],
        5 => [InAny(_ => $"expect faults{(_random.Percent(50) ? " total" : "")} >= 0")],
        6 => [new($"expect vmstat {_random.PickFrom(KernelWords.Vmstat).Name} != 999999")],
        7 => [new($"expect sysfs {_random.Pick("khugepaged/pages_collapsed", "khugepaged/full_scans", $"hugepages-{AnyFolioKilobytes()}kB/stats/split")} >= 0")],
        8 => [new($"expect EINVAL from sysfs {_random.Pick("enabled = sometimes", "khugepaged/max_ptes_none = none", "defrag = maybe")}")],
        9 when _world.Snapshots.Count > 0 => [Kept(_random.PickFrom(_world.Snapshots))],
        10 => Unmapped(),
        11 or 12 when _world.KeepsContent => Unchanged(),
        _ => [Snapshot()],
    };

    private FuzzStatement Kept(FuzzSnapshot snapshot)
    {
        List<FuzzMapping> both = [.. Main.Mappings.Where(now => snapshot.Mappings.Any(then => then.Name == now.Name && then.Pages >= now.Pages))];
        return both.Count == 0
            ? Snapshot()
            : new($"expect kept {RangeOf(_random.PickFrom(both), _random.Percent(30))} since \"{snapshot.Name}\" >= 0");
    }

    private IEnumerable<FuzzStatement> Unmapped()
    {
        if (Main.Mappings.Count == 0)
        {
            return [Snapshot()];
        }

        FuzzMapping mapping = _random.PickFrom(Main.Mappings);
        (long first, long end) = AnyPart(mapping);
        if (end - first == mapping.Pages)
        {
            return [Snapshot()];
        }

        string range = $"{mapping.Name}[pages {Number(first)}..{Number(end)}]";
        return [new($"unmap {range}"), new($"expect {range} {_random.Pick("=", "has")} none {Pages(end - first)}"), new($"expect {range} has no {Size(_world.PageSize)}")];
    }

    // Whatever moves pages about keeps what they hold.
    private IEnumerable<FuzzStatement> Unchanged()
    {
        List<FuzzMapping> mappings = [.. Main.Mappings];
        if (mappings.Count == 0)
        {
            return [Snapshot()];
        }

        FuzzMapping mapping = _random.PickFrom(mappings);
        FuzzStatement shot = Snapshot();
        string moves = _random.Next(5) switch
        {
            0 => $"madvise {RangeOf(mapping, whole: false)} collapse",
            1 => $"madvise {RangeOf(mapping, whole: false)} cold",
            2 => $"split {RangeOf(mapping, whole: true)}",
            _ => Khugepaged(),
        };
        return [shot, new(moves), new($"expect content {RangeOf(mapping, _random.Percent(30))} unchanged since \"{_world.Snapshots[^1].Name}\"")];
    }

    private FuzzStatement Snapshot()
    {
        string name = _world.NewName("shot ");
        _world.Snapshots.Add(new FuzzSnapshot(name, [.. Main.Mappings]));
        return new($"snapshot \"{name}\"");
    }
}
