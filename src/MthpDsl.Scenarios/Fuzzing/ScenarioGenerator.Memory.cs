namespace MthpDsl.Scenarios.Fuzzing;

/// <content>Statements about memory, and the ranges they name.</content>
internal sealed partial class ScenarioGenerator
{
    private static readonly string[] Advices =
    [
        "hugepage", "hugepage", "nohugepage", "dontneed", "dontneed", "free", "cold", "pageout", "pageout", "willneed", "collapse",
        "populate-read", "populate-write", "dontfork", "dofork",
    ];

    private string Touch(FuzzProcess process)
    {
        string verb = _random.Percent(80) ? "write" : "read";
        string how = _random.Next(12) switch
        {
            0 => $" every {Pages(1L << _random.Between(1, 5))}",
            1 => $" every {Pages(16)} for {Pages(_random.Between(1, 8))}",
            2 => $" {Number(_random.Between(1, 40))} random pages",
            3 => " backwards",
            4 when _world.Strides.Count > 0 => " every " + _random.PickFrom(_world.Strides),
            _ => "",
        };
        return $"{verb} {RangeOf(process)}{how}{(verb == "write" && _random.Percent(10) ? " with zeros" : "")}";
    }

    private string Advice(FuzzProcess process) => $"madvise {RangeOf(process)} {_random.PickFrom(Advices)}";

    private string RacingAdvice(FuzzProcess process) =>
        $"madvise {RangeOf(process)} {_random.Pick("dontneed", "free", "cold", "pageout", "nohugepage", "populate-write")}";

    private string Rarely(FuzzProcess process) => _random.Next(14) switch
    {
        < 2 => $"protect {RangeOf(process)} {_random.Pick("none", "read", "write", "write")}",
        < 4 => $"{_random.Pick("lock", "unlock")} {RangeOf(process)}",
        < 7 => $"{_random.Pick("pin", "hold", "unpin", "release")} {RangeOf(process)}",
        < 8 => _random.Pick("unpin all", "release all"),
        < 9 => $"idle {RangeOf(process)}",
        < 10 => $"uffd {RangeOf(process)} {_random.Pick("wp", "wp", "wp", "wp", "missing")}",
        < 11 => $"thp {_random.Pick("disable", "disable except-advised", "enable", "enable")}",
        < 12 => $"split {RangeOf(process)}",
        < 13 => $"split {RangeOf(process)} to order {Number(_random.Between(2, _world.PmdOrder - 1))}",
        _ => $"unmap {PartOf(process)}",
    };

    private FuzzStatement NewMapping(FuzzProcess process)
    {
        FuzzMapping mapping = new(_world.NewName("m"), AnyMappingPages());
        string place = _random.Next(10) switch
        {
            0 => $" offset {Pages(_random.Between(1, 64))}",
            1 when process.Mappings.Count > 0 => $" after {_random.PickFrom(process.Mappings).Name}",
            2 => " at " + FreeAddress(),
            _ => "",
        };
        process.Mappings.Add(mapping);
        return In(process, $"map {mapping.Name} {Pages(mapping.Pages)}{place}");
    }

    private IEnumerable<FuzzStatement> MapOrMove()
    {
        FuzzProcess process = _random.PickFrom(_world.Processes);
        if (process.Mappings.Count == 0 || _random.Percent(25))
        {
            return [NewMapping(process)];
        }

        int which = _random.Next(process.Mappings.Count);
        FuzzMapping mapping = process.Mappings[which];
        long some = _random.Between(1, 40);
        switch (_random.Next(6))
        {
            case 0:
                process.Mappings[which] = mapping with { Pages = mapping.Pages + some };
                return [In(process, $"grow {mapping.Name} {Pages(some)}")];
            case 1 when mapping.Pages > some:
                process.Mappings[which] = mapping with { Pages = mapping.Pages - some };
                return [In(process, $"shrink {mapping.Name} {Pages(some)}")];
            case 2:
                return [In(process, $"move {mapping.Name}{AnyOffset()}")];
            case 3:
                return [In(process, $"unmap {PartOf(process)}")];
            default:
                return [MovePart(process, mapping)];
        }
    }

    private FuzzStatement MovePart(FuzzProcess process, FuzzMapping mapping)
    {
        (long first, long end) = AnyPart(mapping);
        FuzzMapping moved = new(_world.NewName("moved"), end - first);
        process.Mappings.Add(moved);
        return In(process, $"move {mapping.Name}[pages {Number(first)}..{Number(end)}] as {moved.Name}{AnyOffset()}");
    }

    private string AnyOffset() => _random.Next(10) switch
    {
        < 4 => $" offset {Pages(_random.Between(1, 64))}",
        < 5 => " at " + FreeAddress(),
        _ => "",
    };

    // Below all that the kernel places by itself, and far enough from each other that nothing grows into the next.
    private string FreeAddress() =>
        $"0x{((long)++_world.Addresses << 31) + (_random.Percent(50) ? 0 : _world.PageSize * _random.Between(1, 64)):x}";

    private long AnyMappingPages() => _random.Next(10) switch
    {
        < 2 => _random.Between(1, 64),
        < 6 => _world.PmdPages,
        < 8 => 2 * _world.PmdPages,
        < 9 => _world.PmdPages + _random.Between(1, 64),
        _ => 3 * _world.PmdPages,
    };

    private string RangeOf(FuzzProcess process) => RangeOf(_random.PickFrom(process.Mappings), _random.Percent(30));

    // Never all of it, so that its name stays taken.
    private string PartOf(FuzzProcess process)
    {
        FuzzMapping mapping = _random.PickFrom(process.Mappings);
        return RangeOf(mapping, whole: false);
    }

    private string RangeOf(FuzzMapping mapping, bool whole)
    {
        if (whole)
        {
            return mapping.Name;
        }

        (long first, long end) = AnyPart(mapping);
        return _random.Next(5) switch
        {
            0 when end == first + 1 => $"{mapping.Name}[page {Number(first)}]",
            1 => $"{mapping.Name}[{Size(first * _world.PageSize)}..{Size(end * _world.PageSize)}]",
            2 when first == 0 => $"{mapping.Name}[..{Pages(end)}]",
            2 when end == mapping.Pages => $"{mapping.Name}[^{Pages(end - first)}..]",
            _ => $"{mapping.Name}[pages {Number(first)}..{Number(end)}]",
        };
    }

    // Ends near the boundaries of folios more often than anywhere else.
    private (long First, long End) AnyPart(FuzzMapping mapping)
    {
        long first = AnyPage(mapping);
        long length = _random.Next(4) switch
        {
            0 => 1,
            1 => _random.Between(1, 40),
            2 => 1L << _random.Between(0, _world.PmdOrder),
            _ => mapping.Pages,
        };
        return (first, Math.Min(mapping.Pages, first + length));
    }

    private long AnyPage(FuzzMapping mapping)
    {
        if (_random.Percent(25))
        {
            return 0;
        }

        long page = (long)(_random.NextWord() % (ulong)mapping.Pages);
        return _random.Percent(60) ? page & -(1L << _random.Between(2, _world.PmdOrder)) : page;
    }
}
