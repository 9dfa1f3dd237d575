using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Simulation.Collapse;

public sealed partial class Khugepaged
{
    /// <summary>madvise_collapse: MADV_COLLAPSE over the part of a range that one VMA covers (COLLAPSE D.4).</summary>
    /// <param name="mm">Whose memory.</param>
    /// <param name="vma">The VMA.</param>
    /// <param name="first">The first page.</param>
    /// <param name="end">The page behind the last.</param>
    /// <returns>None if every PMD range inside is mapped by a PMD now, else what the last failure becomes.</returns>
    internal Errno Collapse(AddressSpace mm, Vma vma, long first, long end)
    {
        CollapseControl control = new(isKhugepaged: false);
        if (_policy.PossibleOrders(control, mm, vma) == 0)
        {
            return Errno.EINVAL;
        }

        _machine.LruAddBatch.Drain();
        _context.Journal.Pass = 0;
        long start = (first + PmdPages - 1) & -PmdPages;
        long stop = end & -PmdPages;
        long huge = 0;
        ScanResult lastFailure = ScanResult.Fail;
        _context.Take(LockName.MmapLock, LockMode.Read, mm, start);
        for (long address = start; address < stop; address += PmdPages)
        {
            ScanResult result = CollapseForced(control, mm, ref vma, address, ref stop);
            if (Finding is not null)
            {
                return Errno.EINVAL;
            }

            bool isHuge = result is ScanResult.Succeed or ScanResult.PmdMapped;
            huge += isHuge ? 1 : 0;
            lastFailure = isHuge ? lastFailure : result;
            if (!isHuge && !GoesOnAfter(result))
            {
                break;
            }
        }

        if (_context.HoldsMmapLock)
        {
            _context.Drop(LockName.MmapLock, mm, start);
        }

        return stop >= start && huge == (stop - start) / PmdPages ? Errno.None : ToErrno(lastFailure);
    }

    private ScanResult CollapseForced(CollapseControl control, AddressSpace mm, ref Vma vma, long address, ref long stop)
    {
        if (!_context.HoldsMmapLock)
        {
            _context.Take(LockName.MmapLock, LockMode.Read, mm, address);
            ScanResult again = _context.Revalidate(control, mm, new Window(address, _machine.Geometry.PmdOrder), out Vma? found);
            if (again != ScanResult.Succeed)
            {
                return again;
            }

            vma = found!;
            stop = Math.Min(stop, vma.End & -PmdPages);
        }

        _context.Journal.RangeFirst = address;
        return _policy.CollapseRange(control, mm, vma, address);
    }

    private bool GoesOnAfter(ScanResult result) => result switch
    {
        ScanResult.PmdNull or ScanResult.PteNonPresent or ScanResult.PteUffdWp or ScanResult.PageRo or ScanResult.LackReferencedPage
            or ScanResult.PageNull or ScanResult.PageCount or ScanResult.PageLock or ScanResult.PageCompound or ScanResult.PageLru
            or ScanResult.DelPageLru => true,
        ScanResult.PmdNone or ScanResult.NoPteTable => _machine.Kernel.MadviseCollapseSkipsUnpopulated,
        _ => false,
    };

    /// <summary>madvise_collapse_errno.</summary>
    private static Errno ToErrno(ScanResult result) => result switch
    {
        ScanResult.AllocHugePageFail => Errno.ENOMEM,
        ScanResult.CgroupChargeFail or ScanResult.ExceedNonePte => Errno.EBUSY,
        ScanResult.PageCount or ScanResult.PageLock or ScanResult.PageLru or ScanResult.DelPageLru or ScanResult.PageFilled => Errno.EAGAIN,
        _ => Errno.EINVAL,
    };
}
