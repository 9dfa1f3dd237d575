using MthpDsl.Simulation.AddressSpaces;

namespace MthpDsl.Simulation.Collapse;

/// <summary>What a statement needs before it can run beside a collapse.</summary>
/// <example><code>Console.WriteLine(machine.Khugepaged.Locks.Held(LockName.MmapLock) is null); // True</code></example>
public enum RaceNeed
{
    /// <summary>Nothing that a collapse holds.</summary>
    None,

    /// <summary>A load or a store: no lock where the page tables allow it, else the VMA's lock and the page table's.</summary>
    Access,

    /// <summary>The mmap lock for reading: madvise that drops or ages pages.</summary>
    MmapRead,

    /// <summary>The mmap lock for writing: mmap, munmap, mprotect, mremap, mlock, fork, exit, advice that changes VMAs.</summary>
    MmapWrite,

    /// <summary>The reverse mapping of pages: reclaim and splits.</summary>
    Rmap,
}

/// <summary>A statement that runs beside a collapse.</summary>
/// <param name="Text">What the trace calls it.</param>
/// <param name="Need">What it waits for.</param>
/// <param name="Process">Whose address space it concerns; null for the machine's.</param>
/// <param name="Range">The pages it touches, for <see cref="RaceNeed.Access"/>.</param>
/// <param name="IsWrite">Whether it stores, for <see cref="RaceNeed.Access"/>.</param>
/// <param name="Run">Runs it.</param>
/// <example>
/// <code>
/// heap.Write();
/// heap.Advise(Advice.Hugepage);
/// VirtualRange page = heap.Pages(..1);
/// machine.Khugepaged.Arm(
///     CollapseStep.Isolate,
///     [new RacingOperation("munmap", RaceNeed.MmapWrite, machine.Main, page, IsWrite: false, () =&gt; machine.Main.Unmap(page))]);
/// machine.Khugepaged.Scan();
/// Console.WriteLine(machine.Khugepaged.IsArmed(CollapseStep.Isolate)); // False
/// </code>
/// </example>
public sealed record RacingOperation(string Text, RaceNeed Need, Process? Process, VirtualRange Range, bool IsWrite, Action Run)
{
    internal AddressSpace? Mm => Process?.Mm;
}
