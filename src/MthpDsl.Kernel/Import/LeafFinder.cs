using System.Runtime.InteropServices;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>Which folios of the PMD's size a leaf maps: the running kernel says it, a dump perhaps only how many.</summary>
/// <param name="pagemap">The process's pagemap.</param>
/// <param name="known">The addresses, where a dump says them; null where the kernel is asked.</param>
/// <param name="pageShift">Log2 of a base page.</param>
/// <param name="pmdOrder">The order a PMD maps.</param>
internal sealed class LeafFinder(WordFile pagemap, IReadOnlySet<long>? known, int pageShift, int pmdOrder)
{
    private const nuint ScanCall = 0xC0606610;
    private const ulong Huge = 1 << 6;

    /// <summary>VMAs where the dump leaves open which they are, and the first ones were taken.</summary>
    public List<ImportedVma> Guessed { get; } = [];

    /// <summary>The addresses of all that leaves map.</summary>
    public List<long> Found { get; } = [];

    /// <summary>Marks the runs of a VMA that leaves map.</summary>
    public void Mark(ImportedVma vma, List<LayoutRun> runs)
    {
        long size = 1L << (pmdOrder + pageShift);
        List<int> candidates =
        [
            .. Enumerable.Range(0, runs.Count).Where(i => runs[i].Order == pmdOrder && runs[i].IsWholeFolio
                && (vma.Start + (runs[i].Page << pageShift)) % size == 0),
        ];
        long leaves = vma.AnonHugePages / size;
        if (leaves == 0 || candidates.Count == 0)
        {
            return;
        }

        List<int> mapped = leaves >= candidates.Count ? candidates : [.. candidates.Where(i => IsMapped(vma.Start + (runs[i].Page << pageShift)))];
        if (mapped.Count == 0)
        {
            mapped = [.. candidates.Take((int)leaves)];
            Guessed.Add(vma);
        }

        foreach (int i in mapped)
        {
            runs[i] = runs[i] with { IsPmdMapped = true };
            Found.Add(vma.Start + (runs[i].Page << pageShift));
        }
    }

    private bool IsMapped(long address) => known?.Contains(address) ?? IsLeaf(address);

    // PAGEMAP_SCAN, since 6.7.
    private bool IsLeaf(long address)
    {
        ulong[] found = new ulong[3];
        GCHandle pin = GCHandle.Alloc(found, GCHandleType.Pinned);
        try
        {
            ScanArguments scan = new()
            {
                Size = (ulong)Marshal.SizeOf<ScanArguments>(),
                Start = (ulong)address,
                End = (ulong)address + (1UL << pageShift),
                Results = (ulong)pin.AddrOfPinnedObject(),
                ResultCount = 1,
                AllOf = Huge,
                Wanted = Huge,
            };
            return Ioctl(pagemap.Handle, ScanCall, ref scan) > 0;
        }
        finally
        {
            pin.Free();
        }
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ioctl(SafeHandle file, nuint request, ref ScanArguments arguments);

    [StructLayout(LayoutKind.Sequential)]
    private struct ScanArguments
    {
        public ulong Size;
        public ulong Flags;
        public ulong Start;
        public ulong End;
        public ulong WalkEnd;
        public ulong Results;
        public ulong ResultCount;
        public ulong MostPages;
        public ulong Inverted;
        public ulong AllOf;
        public ulong AnyOf;
        public ulong Wanted;
    }
}
