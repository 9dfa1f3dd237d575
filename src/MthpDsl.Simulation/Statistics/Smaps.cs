using System.Collections.Frozen;

namespace MthpDsl.Simulation.Statistics;

/// <summary>The lines of <c>/proc/PID/smaps</c>, summed over the VMAs of a range (spec MM 9.1). Zero pages count nowhere but in the size.</summary>
/// <example><code>Console.WriteLine(machine.Main.Smaps(heap.Range).AnonHugePages); // 0</code></example>
public sealed record Smaps
{
    private static readonly FrozenDictionary<string, Func<Smaps, long>> ByName = new Dictionary<string, Func<Smaps, long>>
    {
        ["Size"] = smaps => smaps.Size.Bytes,
        ["Rss"] = smaps => smaps.Rss.Bytes,
        ["Pss"] = smaps => smaps.Pss.Bytes,
        ["Shared_Clean"] = smaps => smaps.SharedClean.Bytes,
        ["Shared_Dirty"] = smaps => smaps.SharedDirty.Bytes,
        ["Private_Clean"] = smaps => smaps.PrivateClean.Bytes,
        ["Private_Dirty"] = smaps => smaps.PrivateDirty.Bytes,
        ["Referenced"] = smaps => smaps.Referenced.Bytes,
        ["Anonymous"] = smaps => smaps.Anonymous.Bytes,
        ["LazyFree"] = smaps => smaps.LazyFree.Bytes,
        ["AnonHugePages"] = smaps => smaps.AnonHugePages.Bytes,
        ["Swap"] = smaps => smaps.Swap.Bytes,
        ["SwapPss"] = smaps => smaps.SwapPss.Bytes,
        ["Locked"] = smaps => smaps.Locked.Bytes,
        ["THPeligible"] = smaps => smaps.ThpEligible,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The length of the VMAs.</summary>
    public ByteSize Size { get; init; }

    /// <summary>Present pages, those of partially mapped folios included.</summary>
    public ByteSize Rss { get; init; }

    /// <summary>Present pages, each divided by the number of its mappings; rounded down once, at the end.</summary>
    public ByteSize Pss { get; init; }

    /// <summary>Clean pages that are mapped more than once.</summary>
    public ByteSize SharedClean { get; init; }

    /// <summary>Dirty pages that are mapped more than once.</summary>
    public ByteSize SharedDirty { get; init; }

    /// <summary>Clean pages that are mapped once.</summary>
    public ByteSize PrivateClean { get; init; }

    /// <summary>Dirty pages that are mapped once.</summary>
    public ByteSize PrivateDirty { get; init; }

    /// <summary>Pages with the accessed bit, or of a folio that is marked referenced.</summary>
    public ByteSize Referenced { get; init; }

    /// <summary>Present anonymous pages.</summary>
    public ByteSize Anonymous { get; init; }

    /// <summary>Clean pages of folios that MADV_FREE marked.</summary>
    public ByteSize LazyFree { get; init; }

    /// <summary>Memory that PMD leaves map; PTE-mapped folios of any size do not count.</summary>
    public ByteSize AnonHugePages { get; init; }

    /// <summary>Swap entries.</summary>
    public ByteSize Swap { get; init; }

    /// <summary>Swap entries, each divided by the number of entries for its slot.</summary>
    public ByteSize SwapPss { get; init; }

    /// <summary>The part of <see cref="Pss"/> that lies in mlocked VMAs.</summary>
    public ByteSize Locked { get; init; }

    /// <summary>VMAs where at least one size may be used: policy, advice and length allow it.</summary>
    public long ThpEligible { get; init; }

    /// <summary>A line by the kernel's name: bytes, or the bare number of <c>THPeligible</c>; null for a name smaps does not have.</summary>
    public long? Find(string name) => ByName.TryGetValue(name, out Func<Smaps, long>? read) ? read(this) : null;
}
