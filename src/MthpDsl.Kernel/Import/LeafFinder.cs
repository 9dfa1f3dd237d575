using System.Runtime.InteropServices;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>Which folios of the PMD's size a leaf maps: the running kernel says it, a dump only says how many.</summary>
internal sealed class LeafFinder(WordFile pagemap, bool isLive, int pageShift, int pmdOrder)
{
    private const nuint ScanCall = 0xC0606610;
    private const ulong Huge = 1 << 6;

    /// <summary>VMAs where the dump leaves open which they are, and the first ones were taken.</summary>
    public List<ImportedVma> Guessed { get; } = [];

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

        bool asks = isLive && leaves < candidates.Count;
        IEnumerable<int> mapped = asks
            ? candidates.Where(i => IsLeaf(vma.Start + (runs[i].Page << pageShift)))
            : candidates.Take((int)Math.Min(leaves, candidates.Count));
        foreach (int i in mapped.ToList())
        {
            runs[i] = runs[i] with { IsPmdMapped = true };
        }

        if (!asks && leaves < candidates.Count)
        {
            Guessed.Add(vma);
        }
    }

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
