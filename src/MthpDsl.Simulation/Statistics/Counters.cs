using System.Globalization;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Statistics;

/// <summary>
/// What <c>/proc/vmstat</c>, <c>hugepages-*/stats/</c> and khugepaged's two counters have moved by since the machine was
/// made: everything begins at zero. An increment is one addition in an array.
/// </summary>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Hugepage);
/// machine.Khugepaged.Scan();
/// Console.WriteLine(machine.Counters[VmStat.ThpCollapseAlloc] + machine.Counters.PagesCollapsed); // 2
/// </code>
/// </example>
public sealed class Counters
{
    private readonly long[] _vm = new long[CounterNames.VmStatCount];
    private readonly long[] _bySize;
    private readonly PageGeometry _geometry;
    private readonly KernelSet _kernel;

    /// <summary>All counters at zero, for a kernel by the name scenarios give it.</summary>
    internal Counters(PageGeometry geometry, string kernel)
        : this(geometry, KernelTable.Find(kernel)!.Set)
    {
    }

    /// <summary>All counters at zero.</summary>
    /// <param name="geometry">Which orders there are.</param>
    /// <param name="kernel">Which per-size files there are.</param>
    internal Counters(PageGeometry geometry, KernelSet kernel)
    {
        _geometry = geometry;
        _kernel = kernel;
        _bySize = new long[(geometry.PmdOrder + 1) * CounterNames.SizeStatCount];
    }

    /// <summary><c>khugepaged/pages_collapsed</c>: PMD ranges whose last result was a success, not pages (COLLAPSE A.1.6, C.4).</summary>
    public long PagesCollapsed { get; internal set; }

    /// <summary><c>khugepaged/full_scans</c>: times the last registered process was done.</summary>
    public long FullScans { get; internal set; }

    /// <summary>A counter of <c>/proc/vmstat</c>.</summary>
    public long this[VmStat stat] => _vm[(int)stat];

    /// <summary>A counter of one size; 0 for order 0 and above PMD order, where the kernel keeps none.</summary>
    public long this[SizeStat stat, int order] =>
        order >= 1 && order <= _geometry.PmdOrder ? _bySize[(order * CounterNames.SizeStatCount) + (int)stat] : 0;

    /// <summary>Whether the directory of an order has this file under this kernel. What it lacks may be counted all the same: nobody sees it.</summary>
    public bool Has(SizeStat stat, int order)
    {
        StatRow row = stat.Row();
        int smallest = row.Group == StatGroup.Anon ? PageGeometry.MinAnonOrder : 1;
        return (row.Kernels & _kernel) != 0 && order >= smallest && order <= _geometry.PmdOrder;
    }

    /// <summary>Every vmstat counter that is not zero, in the kernel's order.</summary>
    public IEnumerable<KeyValuePair<string, long>> NonZeroVmStats()
    {
        for (int stat = 0; stat < _vm.Length; stat++)
        {
            if (_vm[stat] != 0)
            {
                yield return new(((VmStat)stat).Name(), _vm[stat]);
            }
        }
    }

    /// <summary>
    /// Every counter of the sysfs tree that is not zero, by path below <c>transparent_hugepage/</c>: khugepaged's, then the sizes' from the smallest.
    /// </summary>
    public IEnumerable<KeyValuePair<string, long>> NonZeroSysfs()
    {
        if (FullScans != 0)
        {
            yield return new("khugepaged/full_scans", FullScans);
        }

        if (PagesCollapsed != 0)
        {
            yield return new("khugepaged/pages_collapsed", PagesCollapsed);
        }

        for (int order = 1; order <= _geometry.PmdOrder; order++)
        {
            for (SizeStat stat = 0; (int)stat < CounterNames.SizeStatCount; stat++)
            {
                long value = this[stat, order];
                if (value != 0 && Has(stat, order))
                {
                    string kilobytes = (_geometry.SizeOf(order).Bytes >> 10).ToString(CultureInfo.InvariantCulture);
                    yield return new($"hugepages-{kilobytes}kB/stats/{stat.Name()}", value);
                }
            }
        }
    }

    /// <summary>One more of a vmstat event.</summary>
    internal void Count(VmStat stat) => _vm[(int)stat]++;

    /// <summary>Moves a vmstat counter or gauge.</summary>
    internal void Add(VmStat stat, long amount) => _vm[(int)stat] += amount;

    /// <summary>One more of an event at an order; order 0 is dropped, as in count_mthp_stat.</summary>
    internal void Count(SizeStat stat, int order) => Add(stat, order, 1);

    /// <summary>Moves a per-size counter or gauge; order 0 is dropped, as in mod_mthp_stat.</summary>
    internal void Add(SizeStat stat, int order, long amount)
    {
        if (order != 0)
        {
            _bySize[(order * CounterNames.SizeStatCount) + (int)stat] += amount;
        }
    }

    /// <summary>Takes over all counts, for the fork of a machine.</summary>
    internal void CopyFrom(Counters other)
    {
        other._vm.CopyTo(_vm, 0);
        other._bySize.CopyTo(_bySize, 0);
        PagesCollapsed = other.PagesCollapsed;
        FullScans = other.FullScans;
    }
}
