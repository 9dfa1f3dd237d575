using System.Globalization;
using System.Text;
using MthpDsl.Language;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>
/// Writes a process as a scenario that builds its layout: large folios first, each by a fault with only its size enabled, then what
/// lies between them. Folios that no fault can have put where they are come from elsewhere by <c>move</c>. What is shared is built
/// first and shared by a fork.
/// </summary>
internal sealed class ImportWriter(ImportedProcess process, string kernel)
{
    private const string PmdWaits = "madvise";
    private const string Elsewhere = "elsewhere";
    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<FolioPlan> _folios = FolioPlan.Of(process.Mappings);

    private long PageSize => process.Geometry.PageSize;

    private int PmdOrder => process.Geometry.PmdOrder;

    /// <summary>The scenario's text.</summary>
    public string Write()
    {
        Header();
        Map();
        bool anyShared = process.Mappings.Any(mapping => mapping.Runs.Any(run => run.IsShared));
        if (anyShared)
        {
            Build(shared: true);
            Line("");
            Line("fork other                    # who shares it");
        }

        Build(shared: false);
        Gaps();
        Finish();
        Expectations();
        return _text.ToString();
    }

    private void Header()
    {
        string name = process.Name.Length == 0 ? "a process" : process.Name;
        Line("scenario " + new StringSyntax(Plain(name) + ", imported"));
        Line("kernel " + kernel);
        long swapped = process.Mappings.Sum(mapping => mapping.Runs.Where(run => run.Kind == RunKind.Swap).Sum(run => run.Pages)) * PageSize;
        Line("machine {");
        Line("  memory " + SizeFormat.Format(RoundUp(Math.Max(process.MemoryBytes, 1L << 30), 1L << 20)));
        Line("  page-size " + SizeFormat.Format(PageSize));
        if (swapped > 0)
        {
            Line($"  swap {SizeFormat.Format(RoundUp((2 * swapped) + (1L << 20), 1L << 20))} on zram");
        }

        Line("}");
        foreach (string remark in process.Remarks)
        {
            Line("# " + Plain(remark));
        }
    }

    private void Map()
    {
        Line("");
        Line("# How it came to look like this is not known: what follows only builds it. The PMD size stays enabled,");
        Line("# so that khugepaged runs all the time and no write below starts it.");
        Size(PmdOrder, PmdWaits);
        foreach (ImportedMapping mapping in process.Mappings)
        {
            string label = mapping.Vma.Path.Length == 0 ? "" : " " + Plain(mapping.Vma.Path);
            Line(string.Create(
                CultureInfo.InvariantCulture,
                $"map {mapping.Name} {SizeFormat.Format(Pages(mapping) * PageSize)} at 0x{mapping.Vma.Start:x}  # {mapping.Vma.Access}{label}"));
        }
    }

    private void Build(bool shared)
    {
        foreach (IGrouping<int, FolioPlan> size in _folios.Where(folio => folio.IsShared == shared).GroupBy(folio => folio.Order).OrderByDescending(group => group.Key))
        {
            Line("");
            Size(size.Key, "always");
            FolioPlan[] moved = [.. size.Where(folio => !FaultsInPlace(folio))];
            FolioPlan[] faulted = [.. size.Except(moved)];
            foreach (FolioPlan folio in moved)
            {
                Move(folio);
            }

            foreach (IGrouping<ImportedMapping, FolioPlan> group in faulted.GroupBy(folio => folio.Stretches[0].Mapping))
            {
                Fault(group.Key, [.. group.OrderBy(folio => folio.FaultPage(process.Geometry.PageShift))], size.Key);
            }

            Size(size.Key, size.Key == PmdOrder ? PmdWaits : "never");
        }

        Touch("write", run => run.Kind == RunKind.Folio && run.Order == 0 && run.IsShared == shared);
    }

    // A part whose block also holds pages that are there before it cannot come from a fault.
    private bool FaultsInPlace(FolioPlan folio)
    {
        if (folio.FaultPage(process.Geometry.PageShift) is not { } page)
        {
            return false;
        }

        return folio.IsWhole || !folio.Stretches[0].Mapping.Runs.Any(run =>
            run.Page < page + folio.Pages && run.Page + run.Pages > page && run.Kind == RunKind.Folio
            && run.Folio != folio.Stretches[0].Run.Folio
            && ((run.IsShared && !folio.IsShared) || (run.IsShared == folio.IsShared && run.Order >= folio.Order)));
    }

    private void Fault(ImportedMapping mapping, IReadOnlyList<FolioPlan> folios, int order)
    {
        long pages = Pages(mapping);
        string every = " every " + SizeFormat.Format(PageSize << order);
        foreach (PageSpan span in Joined(folios.Select(folio => new PageSpan(folio.FaultPage(process.Geometry.PageShift)!.Value, folio.Pages))))
        {
            Line("write " + SpanText.Range(mapping.Name, pages, span, PageSize) + every);
        }

        foreach (FolioPlan folio in folios)
        {
            Drop(mapping, folio);
            if (order == PmdOrder && folio.IsWhole && !folio.IsLeaf)
            {
                string first = SpanText.Range(mapping.Name, pages, new PageSpan(folio.FaultPage(process.Geometry.PageShift)!.Value, 1), PageSize);
                Line($"protect {first} read          # PTEs map it");
                Line($"protect {first} write");
            }
        }
    }

    private void Drop(ImportedMapping mapping, FolioPlan folio)
    {
        long from = folio.FaultPage(process.Geometry.PageShift)!.Value;
        foreach (Stretch stretch in folio.Stretches)
        {
            DropSpan(mapping, from, stretch.Run.Page);
            from = stretch.Run.Page + stretch.Run.Pages;
        }

        DropSpan(mapping, from, folio.FaultPage(process.Geometry.PageShift)!.Value + folio.Pages);
    }

    private void DropSpan(ImportedMapping mapping, long from, long to)
    {
        if (to > from)
        {
            Line($"madvise {SpanText.Range(mapping.Name, Pages(mapping), new PageSpan(from, to - from), PageSize)} dontneed");
        }
    }

    // One page more than the folio: what moves is always a part, and has no name afterwards.
    private void Move(FolioPlan folio)
    {
        long pages = folio.Pages + 1;
        Line($"map {Elsewhere} {SizeFormat.Format(pages * PageSize)}");
        Line($"write {SpanText.Range(Elsewhere, pages, new PageSpan(0, 1), PageSize)}");
        foreach (Stretch stretch in folio.Stretches)
        {
            long address = stretch.Mapping.Vma.Start + (stretch.Run.Page * PageSize);
            string part = SpanText.Range(Elsewhere, pages, new PageSpan(stretch.Run.Offset, stretch.Run.Pages), PageSize);
            Line(string.Create(CultureInfo.InvariantCulture, $"move {part} at 0x{address:x}"));
        }

        Line($"unmap {Elsewhere}");
    }

    private void Gaps()
    {
        if (process.Mappings.Any(mapping => mapping.Runs.Any(run => run.Kind == RunKind.HugeZero)))
        {
            Line("");
            Size(PmdOrder, "always");
            Touch("read", run => run.Kind == RunKind.HugeZero);
            Size(PmdOrder, PmdWaits);
        }

        Touch("read", run => run.Kind == RunKind.Zero);
        Touch("write", run => run.Kind == RunKind.Swap);
        foreach (ImportedMapping mapping in process.Mappings)
        {
            foreach (PageSpan span in Joined(Spans(mapping, run => run.Kind == RunKind.Swap)))
            {
                Line($"madvise {SpanText.Range(mapping.Name, Pages(mapping), span, PageSize)} pageout");
            }
        }
    }

    private void Touch(string word, Func<LayoutRun, bool> which)
    {
        foreach (ImportedMapping mapping in process.Mappings)
        {
            foreach (string range in SpanText.Of(mapping.Name, Pages(mapping), Spans(mapping, which), PageSize))
            {
                Line(word + " " + range);
            }
        }
    }

    private void Finish()
    {
        Line("");
        Line("# As they were:");
        string pmdKnob = $"hugepages-{SizeFormat.Sysfs(process.Geometry.PmdSize)}/enabled";
        foreach (ImportedKnob knob in process.Knobs.Where(knob => knob.Path != pmdKnob).Concat(process.Knobs.Where(knob => knob.Path == pmdKnob)))
        {
            Line(IsKnown(knob) ? $"sysfs {knob.Path} = {knob.Value}" : $"# Not here: {Plain(knob.Path)} is {Plain(knob.Value)}, which the simulator does not know.");
        }

        foreach (ImportedMapping mapping in process.Mappings)
        {
            foreach ((string flag, string advice) in new[] { ("hg", "hugepage"), ("nh", "nohugepage"), ("dc", "dontfork") })
            {
                if (mapping.Vma.Flags.Contains(flag))
                {
                    Line($"madvise {mapping.Name} {advice}");
                }
            }

            if (mapping.Vma.Access[1] != 'w')
            {
                Line($"protect {mapping.Name} {(mapping.Vma.Access[0] == 'r' ? "read" : "none")}");
            }
        }

        if (process.IsThpDisabled)
        {
            Line("thp disable");
        }

        Line("snapshot \"imported\"");
    }

    private void Expectations()
    {
        Line("");
        foreach (ImportedMapping mapping in process.Mappings)
        {
            Line($"expect {mapping.Name} = {LayoutText.Of(mapping.Runs, process.Geometry, LayoutWords.Sharing)}");
        }
    }

    // A folder may hold files of any name with any text; what goes into the scenario is one write that its kernel knows.
    private bool IsKnown(ImportedKnob knob)
    {
        string text = $"kernel {kernel}\nmachine {{\n  page-size {SizeFormat.Format(PageSize)}\n}}\nsysfs {knob.Path} = {knob.Value}\n";
        return !text.Any(letter => char.IsControl(letter) && letter != '\n')
            && ScenarioBinder.Bind(SourceText.From(text)) is { HasErrors: false, Statements: [.., SysfsStatement] } probe
            && probe.Source.Text.Split('\n').Length == 6;
    }

    private static IEnumerable<PageSpan> Spans(ImportedMapping mapping, Func<LayoutRun, bool> which) =>
        mapping.Runs.Where(which).Select(run => new PageSpan(run.Page, run.Pages));

    private static IEnumerable<PageSpan> Joined(IEnumerable<PageSpan> spans)
    {
        PageSpan? last = null;
        foreach (PageSpan span in spans)
        {
            if (last is { } before && before.End == span.First)
            {
                last = before with { Count = before.Count + span.Count };
                continue;
            }

            if (last is { } done)
            {
                yield return done;
            }

            last = span;
        }

        if (last is { } rest)
        {
            yield return rest;
        }
    }

    private long Pages(ImportedMapping mapping) => (mapping.Vma.End - mapping.Vma.Start) / PageSize;

    private void Size(int order, string value) => Line($"sysfs hugepages-{SizeFormat.Sysfs(PageSize << order)}/enabled = {value}");

    private static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;

    // Names that come from a process must not end a comment's line.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));

    private void Line(string line) => _text.Append(line).Append('\n');
}
