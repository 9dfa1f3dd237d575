using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Faults;

namespace MthpDsl.Simulation.Collapse;

internal sealed partial class CollapseAttempt
{
    /// <summary>
    /// __collapse_huge_page_swapin: faults every swapped page in, under the mmap lock for reading. The merged collapse refuses
    /// below PMD size (COLLAPSE C.5).
    /// </summary>
    private ScanResult SwapIn()
    {
        if (_swapped == 0)
        {
            return ScanResult.Succeed;
        }

        _context.Races.Reached(CollapseStep.Swapin, _mm, _window.First);
        int swappedIn = 0;
        ScanResult result = ScanResult.Succeed;
        for (long vpn = _window.First; vpn < _window.End && result == ScanResult.Succeed; vpn++)
        {
            Pte pte = _mm.Pages.ReadPte(vpn);
            if (pte.IsNone || pte.IsPresent)
            {
                continue;
            }

            if (!IsPmdOrder && !_machine.Kernel.CollapseSwapsInBelowPmd)
            {
                _tally.Slot = _mm.Pages.PteIndex(vpn);
                _tally.Swap = 1;
                CollapseCounting.Exceeded(_machine, _window.Order, ScanResult.ExceedSwapPte);
                result = ScanResult.ExceedSwapPte;
            }
            else
            {
                FaultResult fault = pte.IsSwap ? _machine.SwapFaults.Handle(_mm, _vma, vpn, write: false) : FaultResult.WaitsForUserfault;
                result = fault == FaultResult.Done ? ScanResult.Succeed : ScanResult.Fail;
                swappedIn += fault == FaultResult.Done ? 1 : 0;
            }
        }

        if (swappedIn > 0)
        {
            _machine.LruAddBatch.Drain();
            _context.SwappedIn += swappedIn;
        }

        if (_machine.Trace.IsEnabled)
        {
            CollapseTrace.Swapin(_context, _mm, _window.Order, swappedIn, _referenced, result == ScanResult.Succeed);
        }

        return result;
    }
}
