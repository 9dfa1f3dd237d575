namespace MthpDsl.Language;

/// <content>Mappings, ranges, processes and snapshots.</content>
internal sealed partial class Binder
{
    private readonly Dictionary<string, ProcessState> _processes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _snapshots = new(StringComparer.Ordinal) { "end" };
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<MappingOrigin> _origins = [];
    private ProcessState _current;

    public void DefineMapping(NameSyntax name, long? size, NameSyntax? movedFrom = null)
    {
        CheckReserved(name, ReservedWords.OfMappings);
        bool isTwice = _current.Mappings.TryGetValue(name.Text, out MappingState? other) && !other.IsFreed;
        if (isTwice)
        {
            Report(MeaningDiagnostics.DuplicateName, name.Span, "The mapping", name.Text);
            // Nobody can say which of the two is touched.
            other!.Origin.IsTouched = true;
        }

        MappingOrigin origin;
        if (movedFrom is not null && _current.Mappings.TryGetValue(movedFrom.Text, out MappingState? from))
        {
            origin = from.Origin;
        }
        else
        {
            origin = new(name, Source) { IsTouched = isTwice };
            _origins.Add(origin);
        }

        _current.Mappings[name.Text] = new(origin, size);
    }

    /// <summary>The name is gone: all of it has another.</summary>
    public void ForgetMapping(NameSyntax name) => _current.Mappings.Remove(name.Text);

    /// <summary>The name is free again: all of it was unmapped.</summary>
    public void FreeMapping(NameSyntax name)
    {
        if (_current.Mappings.TryGetValue(name.Text, out MappingState? mapping))
        {
            mapping.IsFreed = true;
        }
    }

    public void ResizeMapping(NameSyntax name, long? by, bool grows, TextSpan span)
    {
        if (UseMapping(name) is not { } mapping)
        {
            return;
        }

        if (_nesting > 0)
        {
            // A block may run any number of times.
            mapping.Size = null;
            return;
        }

        if (!grows && by >= mapping.Size)
        {
            Report(MeaningDiagnostics.ShrinksToNothing, span, name.Text, SizeFormat.Format(mapping.Size.Value));
            return;
        }

        mapping.Size = grows ? Add(mapping.Size, by) : mapping.Size - by;
    }

    public void BindPlacement(PlacementSyntax placement)
    {
        if (placement.After is not null)
        {
            UseMapping(placement.After);
        }

        if (placement.Value is not null)
        {
            if (placement.Kind == PlacementKind.Offset)
            {
                Size(placement.Value, SizeRules.Pages);
            }
            else
            {
                Address(placement.Value);
            }
        }
    }

    /// <summary>Checks a range; its length in bytes, where that is the same in every case.</summary>
    public long? Range(RangeSyntax range, bool touches = false)
    {
        MappingState? mapping = UseMapping(range.Mapping);
        if (mapping is not null && touches)
        {
            mapping.Origin.IsTouched = true;
        }

        if (range.Bounds is not { } bounds)
        {
            return mapping?.Size;
        }

        long? start = Bound(bounds.Start, bounds.InPages, mapping?.Size, 0);
        long? end = bounds.IsSinglePage ? start : Bound(bounds.End, bounds.InPages, mapping?.Size, mapping?.Size);
        if (start is null || end is null || mapping?.Size is not { } size || _pageSize is not { } pageSize)
        {
            return null;
        }

        Evaluated<ByteRange> bytes = RangeEvaluator.Check(range, bounds, start.Value, end.Value, bounds.IsSinglePage, size, pageSize);
        if (!bytes.IsOk)
        {
            Report(bytes.Error!);
            return null;
        }

        return bytes.Value.Length;
    }

    public void DefineProcess(NameSyntax name)
    {
        CheckReserved(name, ReservedWords.OfMappings);
        if (_processes.TryGetValue(name.Text, out ProcessState? other) && !other.HasEnded)
        {
            Report(MeaningDiagnostics.DuplicateName, name.Span, "The process", name.Text);
        }

        _processes[name.Text] = _current.Fork(name.Text);
    }

    public void EndProcess(NameSyntax name)
    {
        if (UseProcess(name) is { } process)
        {
            process.HasEnded = true;
        }
    }

    public void InProcess(NameSyntax name, SyntaxList<StatementSyntax> statements)
    {
        ProcessState before = _current;

        // An unknown process is taken for a copy of this one, so that the statements are checked all the same.
        _current = UseProcess(name) ?? before.Fork(name.Text);
        Nested(statements);
        _current = before;
    }

    public void DefineSnapshot(StringSyntax name)
    {
        if (!_snapshots.Add(name.Value))
        {
            Report(MeaningDiagnostics.SnapshotRepeats, name.Span, name.Value);
        }

        _taken.Add(name.Value);
    }

    public void UseSnapshot(StringSyntax name)
    {
        if (_taken.Contains(name.Value) || MayExist(name.Value))
        {
            return;
        }

        string? nearest = Suggestions.Nearest(name.Value, _taken.OrderBy(taken => taken, StringComparer.Ordinal));
        Report(Nameless(MeaningDiagnostics.UnknownSnapshot, name.Span, name.Value, nearest is null ? null : $"\"{nearest}\""));
    }

    private MappingState? UseMapping(NameSyntax name)
    {
        if (_current.HasEnded)
        {
            Report(MeaningDiagnostics.ProcessEnded, name.Span, _current.Name);
            return null;
        }

        if (_current.Mappings.TryGetValue(name.Text, out MappingState? mapping))
        {
            return mapping;
        }

        if (!MayExist(name.Text))
        {
            string? nearest = Suggestions.Nearest(name.Text, FollowsExpect(name)
                ? _current.Mappings.Keys.Concat(StatementTable.Expectations.SelectMany(form => form.Keywords))
                : _current.Mappings.Keys);
            Report(Nameless(MeaningDiagnostics.UnknownMapping, name.Span, name.Text, nearest, _current.Name));
        }

        return null;
    }

    /// <summary>A form of <c>expect</c> might stand here as well.</summary>
    private bool FollowsExpect(NameSyntax name)
    {
        const int Near = 16;
        int start = Math.Max(0, name.Span.Start - Near);
        return Source.Text.Substring(start, name.Span.Start - start).TrimEnd(' ', '\t').EndsWith("expect", StringComparison.Ordinal);
    }

    private ProcessState? UseProcess(NameSyntax name)
    {
        if (_processes.TryGetValue(name.Text, out ProcessState? process))
        {
            if (process.HasEnded)
            {
                Report(MeaningDiagnostics.ProcessEnded, name.Span, name.Text);
                return null;
            }

            return process;
        }

        if (!MayExist(name.Text))
        {
            string? nearest = Suggestions.Nearest(name.Text, _processes.Keys);
            Report(Nameless(MeaningDiagnostics.UnknownProcess, name.Span, name.Text, nearest));
        }

        return null;
    }

    private long? Bound(RangeBoundSyntax? bound, bool inPages, long? mappingSize, long? otherwise)
    {
        if (bound is null)
        {
            return otherwise;
        }

        long? value = inPages ? Count(bound.Value, 0, long.MaxValue, "the number of a page") : Size(bound.Value, SizeRules.None);
        if (value is null || mappingSize is null || _pageSize is null)
        {
            return null;
        }

        Evaluated<long> bytes = RangeEvaluator.InBytes(bound, inPages, value.Value, mappingSize.Value, _pageSize.Value);
        if (!bytes.IsOk)
        {
            Report(bytes.Error!);
            return null;
        }

        return bytes.Value;
    }

    private Diagnostic Nameless(DiagnosticDescriptor descriptor, TextSpan span, string name, string? nearest, params object[] more) =>
        new(descriptor, Source, span, [name, .. more])
        {
            Mend = Suggestions.DidYouMean(nearest)?.Replace("'\"", "\"").Replace("\"'", "\""),
            Fix = nearest is null ? null : new(span, nearest),
        };
}
