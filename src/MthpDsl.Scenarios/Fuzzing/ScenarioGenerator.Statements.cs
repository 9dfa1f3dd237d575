namespace MthpDsl.Scenarios.Fuzzing;

/// <content>Which statement comes next, and what is in its blocks.</content>
internal sealed partial class ScenarioGenerator
{
    private static readonly string[] Steps = ["scan", "alloc", "revalidate", "swapin", "isolate", "copy", "install"];

    private IEnumerable<FuzzStatement> Statement() => _random.Next(100) switch
    {
        < 30 => [InAny(Touch)],
        < 46 => [InAny(Advice)],
        < 56 => [new(Khugepaged())],
        < 62 => [Knobs()],
        < 67 => Fork(),
        < 70 => Exit(),
        < 74 => [InAny(Rarely)],
        < 80 => MapOrMove(),
        < 83 => Pressure(),
        < 88 => Race(),
        < 91 => Failure(),
        < 93 => Loop(),
        < 94 => [Let()],
        _ => Look(),
    };

    // A statement of some process that has a mapping.
    private FuzzStatement InAny(Func<FuzzProcess, string> make)
    {
        List<FuzzProcess> able = [.. _world.Processes.Where(process => process.Mappings.Count > 0)];
        if (able.Count == 0)
        {
            return NewMapping(Main);
        }

        FuzzProcess process = _random.Percent(60) ? able[0] : _random.PickFrom(able);
        return In(process, make(process));
    }

    private FuzzStatement In(FuzzProcess process, string text) =>
        process == Main ? new(text)
        : _random.Percent(20) ? new($"in {process.Name}", [new(text)])
        : new($"in {process.Name} {text}");

    private IEnumerable<FuzzStatement> Fork()
    {
        if (_world.Processes.Count >= 4)
        {
            return [InAny(Touch)];
        }

        FuzzProcess parent = _random.PickFrom(_world.Processes);
        FuzzProcess child = parent.Fork(_world.NewName("child"));
        _world.Processes.Add(child);
        return [In(parent, "fork " + child.Name)];
    }

    private IEnumerable<FuzzStatement> Exit()
    {
        if (_world.Processes.Count == 1)
        {
            return [InAny(Advice)];
        }

        FuzzProcess process = _random.PickFrom(_world.Processes.Skip(1).ToList());
        _world.Processes.Remove(process);
        return [new("exit " + process.Name)];
    }

    private string Khugepaged() => _random.Next(10) switch
    {
        < 5 => "khugepaged scan",
        < 7 => $"khugepaged scan {Number(_random.Between(2, 3))}",
        < 8 => "khugepaged until-idle",
        _ => $"khugepaged run {_random.Pick("500ms", "10s", "30s", "2m")}",
    };

    // What runs in a race takes no name away: the race may never come.
    private IEnumerable<FuzzStatement> Race()
    {
        List<FuzzStatement> body = [];
        int count = _random.Between(1, 3);
        for (int i = 0; i < count; i++)
        {
            body.Add(_random.Next(12) switch
            {
                < 5 => InAny(Touch),
                < 8 => InAny(RacingAdvice),
                < 9 => InAny(process => $"unmap {PartOf(process)}"),
                < 10 => InAny(process => $"protect {RangeOf(process)} {_random.Pick("none", "read", "write")}"),
                < 11 => new FuzzStatement(_random.Pick("drop-caches", $"reclaim {Pages(_random.Between(1, 200))}", "fork " + _world.NewName("late"))),
                _ => InAny(process => $"{_random.Pick("pin", "hold", "lock", "split")} {RangeOf(process)}"),
            });
        }

        _world.KeepsContent = false;
        FuzzStatement race = new("at " + _random.PickFrom(Steps), body);
        return _random.Percent(70) ? [race, new("khugepaged scan")] : [race, InAny(process => $"madvise {RangeOf(process)} collapse")];
    }

    private IEnumerable<FuzzStatement> Failure()
    {
        string order = Number(_random.Between(1, _world.PmdOrder));
        return _random.Next(5) switch
        {
            0 => [new($"fail charge order {order} times {Number(_random.Between(1, 4))}")],
            1 => [InAny(process => $"fail copy {RangeOf(process)}")],
            2 => [new($"fail alloc order {order}"), InAny(Touch), new("fail none")],
            _ => [new($"fail alloc order {order} times {Number(_random.Between(1, 4))}")],
        };
    }

    private IEnumerable<FuzzStatement> Loop()
    {
        List<FuzzStatement> body = [InAny(Touch), InAny(Advice)];
        if (_random.Percent(40))
        {
            body.Add(new(Khugepaged()));
        }

        return _random.Percent(50)
            ? [new($"repeat {Number(_random.Between(2, 3))}", body)]
            : Strided(body);
    }

    private IEnumerable<FuzzStatement> Strided(List<FuzzStatement> body)
    {
        string stride = _world.NewName("step");
        body.Add(InAny(process => $"{_random.Pick("read", "write")} {RangeOf(process)} every {stride}"));
        return [new($"for {stride} in {Size(_world.PageSize * 4)}, {Size(_world.PageSize * 8)}", body)];
    }

    private FuzzStatement Let()
    {
        string name = _world.NewName("size");
        string value = _random.Next(4) switch
        {
            0 => $"({Size(_world.PageSize)} + {Pages(2)}) * {Number(_random.Between(1, 3))}",
            1 when _world.Strides.Count > 0 => $"{_random.PickFrom(_world.Strides)} * 2",
            2 => $"{Size(_world.PageSize << _world.PmdOrder)} / {Number(1 << _random.Between(0, _world.PmdOrder))}",
            _ => Pages(_random.Between(1, 64)),
        };
        _world.Strides.Add(name);
        return new($"let {name} = {value}");
    }
}
