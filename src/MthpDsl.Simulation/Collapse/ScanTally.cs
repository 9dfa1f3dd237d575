namespace MthpDsl.Simulation.Collapse;

/// <summary>What a scan has counted up to the slot that ended it.</summary>
internal struct ScanTally
{
    /// <summary>Holes and zero pages.</summary>
    public int None;

    /// <summary>Entries that are neither none nor present.</summary>
    public int Swap;

    /// <summary>Pages of folios that look shared.</summary>
    public int Shared;

    /// <summary>Referenced pages.</summary>
    public int Young;

    /// <summary>A writable entry was seen. The series as posted keeps it from window to window (COLLAPSE B14).</summary>
    public bool Writable;

    /// <summary>The slot in its table where the scan stands: the one that failed, or the last.</summary>
    public int Slot;

    /// <summary>Slots that were looked at.</summary>
    public int Slots;

    /// <summary>The scan read on behind the last entry of its table (COLLAPSE B16).</summary>
    public bool LeftTable;

    /// <summary>The head of the folio that was looked at last, or -1.</summary>
    public long Pfn;
}
