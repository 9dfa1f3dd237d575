using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Memory;

namespace MthpDsl.Simulation.Collapse;

/// <summary>Remembers every window that was tried and why it ended so. Off unless asked for; then it keeps the newest trials.</summary>
internal sealed class CollapseJournal(CollapseContext context)
{
    /// <summary>Trials kept; the oldest fall out.</summary>
    public const int Capacity = 1 << 20;

    private readonly Queue<CollapseTrial> _trials = new();

    public bool IsEnabled { get; set; }

    public IReadOnlyCollection<CollapseTrial> Trials => _trials;

    /// <summary>The pass that runs now, counted from 1 since boot; 0 for MADV_COLLAPSE.</summary>
    public int Pass { get; set; }

    /// <summary>The first page of the PMD range that the policy works on.</summary>
    public long RangeFirst { get; set; }

    /// <summary>Trials noted ever, those that fell out included.</summary>
    public long Noted { get; private set; }

    public void Clear() => _trials.Clear();

    /// <summary>Notes how a window ended.</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="window">The window.</param>
    /// <param name="step">The step that decided.</param>
    /// <param name="result">The outcome.</param>
    /// <param name="tally">What was counted, and the slot where the scan stood.</param>
    /// <param name="limits">The limits in force.</param>
    /// <param name="contents">The window's contents when it was judged; of a success, before it.</param>
    public void Note(
        AddressSpace mm, Window window, CollapseStep step, ScanResult result, in ScanTally tally, CollapseLimits limits, WindowContents contents)
    {
        if (_trials.Count == Capacity)
        {
            _trials.Dequeue();
        }

        Noted++;
        (int? count, int? limit) = result switch
        {
            ScanResult.ExceedNonePte => (tally.None, limits.None),
            ScanResult.ExceedSwapPte => (tally.Swap, limits.Swap),
            ScanResult.ExceedSharedPte => (tally.Shared, limits.Shared),
            ScanResult.Succeed => (contents.None, limits.None),
            _ => ((int?)null, (int?)null),
        };
        long tableFirst = window.First & -(long)mm.Pages.PmdPages;
        _trials.Enqueue(new CollapseTrial
        {
            Pass = Pass,
            Process = context.NameOf(mm.Id),
            RangeStart = context.AddressOf(RangeFirst),
            Address = context.AddressOf(window.First),
            Order = window.Order,
            Step = step,
            Result = result,
            DecidedAt = IsDecidedByAPage(result) ? context.AddressOf(tableFirst + tally.Slot) : null,
            Count = count,
            Limit = limit,
            Hint = mm.Vmas.Find(window.First)?.Has(VmaFlags.UffdArmed) == true ? null : KnobHints.For(context.Machine, window.Order, result, contents),
            None = contents.None,
            Swapped = contents.Swapped,
            Shared = contents.Shared,
        });
    }

    /// <summary>Counts what a window holds.</summary>
    public WindowContents Count(AddressSpace mm, Window window)
    {
        WindowContents contents = default;
        for (long vpn = window.First; vpn < window.End; vpn++)
        {
            Pte pte = mm.Pages.ReadPte(vpn);
            contents.None += pte.IsNone || pte.IsZeroPage ? 1 : 0;
            contents.Swapped += !pte.IsNone && !pte.IsPresent ? 1 : 0;
            contents.Shared += pte.IsPage && FolioSharing.IsSharedForCollapse(context.Machine, context.Machine.Frames.Head(pte.Payload)) ? 1 : 0;
        }

        return contents;
    }

    /// <summary>Takes over what was noted, for the fork of a machine.</summary>
    public void CopyFrom(CollapseJournal other)
    {
        IsEnabled = other.IsEnabled;
        Pass = other.Pass;
        RangeFirst = other.RangeFirst;
        Noted = other.Noted;
        foreach (CollapseTrial trial in other._trials)
        {
            _trials.Enqueue(trial);
        }
    }

    private static bool IsDecidedByAPage(ScanResult result) => result is ScanResult.ExceedNonePte or ScanResult.ExceedSwapPte
        or ScanResult.ExceedSharedPte or ScanResult.PteNonPresent or ScanResult.PteUffdWp or ScanResult.PteMappedHugepage
        or ScanResult.PageLru or ScanResult.PageLock or ScanResult.PageCount or ScanResult.DelPageLru or ScanResult.PageLazyfree
        or ScanResult.CopyMc;
}

/// <summary>What a window holds, counted to its end.</summary>
internal struct WindowContents
{
    /// <summary>Holes and zero pages.</summary>
    public int None;

    /// <summary>Entries that are neither none nor present.</summary>
    public int Swapped;

    /// <summary>Pages of folios that look shared.</summary>
    public int Shared;
}
