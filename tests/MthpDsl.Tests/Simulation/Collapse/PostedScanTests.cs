using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Memory;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Tracing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>Where the series as posted goes from a folio that it jumps over, and how it ends (COLLAPSE A.3, A.4, A.8).</summary>
public sealed class PostedScanTests
{
    [Fact]
    public void Behind_a_folio_that_lost_its_head_the_next_order_is_that_of_the_alignment()
    {
        // The folio is met at page 16 and counted whole from there: 48 is aligned for 64K only, and 64 for both.
        CollapseWorld world = new CollapseWorld("rfc-2024").WriteFolios(128, 0, 32).Drop(0, 16).Write(0, 16).Write(32, 512);

        world.Enable(64, 128).Advise().Scan();

        Assert.Equal("128K@16(part 16), 64K@48, 14x128K@64", world.Picture());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void A_writable_folio_that_was_jumped_over_lets_a_window_pass_that_cannot_be_written(int folios, bool traced)
    {
        int end = folios * 16;
        CollapseWorld world = new CollapseWorld("rfc-2024").WriteFolios(64, 0, end).Write(end, 512).Mark(end, end + 16, 0, Pte.WriteBit);
        world.Machine.Trace.IsEnabled = traced;
        Assert.Equal("HANG B14", world.Enable(64).Advise().Scan());
    }

    [Fact]
    public void Without_a_writable_page_before_it_such_a_window_does_not_pass()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024").WriteFolios(64, 0, 16).Write(16, 512);
        world.Mark(0, 32, 0, Pte.WriteBit);
        Assert.Equal("PAGE_RO", world.Enable(64).Advise().Scan());
    }

    [Theory]
    [InlineData(511, 1024, "BUG B16")]
    [InlineData(0, 1024, "BUG B16")]
    [InlineData(0, 1023, "EXCEED_NONE_PTE")]
    public void A_jump_to_the_last_page_of_the_next_range_reads_on_behind_its_table_unless_that_page_ends_the_scan(
        int maxPtesNone, int end, string result)
    {
        // Of the leaf only its last page is left, at 511: its 512 pages counted from there end at page 1023.
        CollapseWorld world = new CollapseWorld("rfc-2024", 4.MiB()).WriteFolios(2048, 0, 512).Drop(0, 511);
        world.WriteFolios(64, 0, 496).Write(496, 511).Write(512, end).MaxPtesNone(maxPtesNone);
        world.Enable(64);
        Assert.Equal(Errno.None, world.Main.Advise(world.Pages(0, 512), Advice.Hugepage));

        Assert.Equal(result, world.Scan());
    }

    [Fact]
    public void A_window_off_its_alignment_that_reaches_behind_the_VMA_is_found_when_its_folio_is_mapped()
    {
        // Met at 504, a folio of 16 pages ends at 520; of the windows from there on that at 760 ends 8 pages behind the VMA.
        CollapseWorld world = new CollapseWorld("rfc-2024", 3.MiB()).WriteFolios(64, 0, 512).Drop(496, 504).Write(496, 504);
        world.Write(512, 768).Enable(64).Advise();

        Assert.Equal("BUG B16", world.Scan());

        Assert.Equal(world.Pages(760, 761).Start, world.Khugepaged.Finding!.Address);
        Assert.EndsWith("15x64K@520", world.Picture(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_off_its_alignment_has_its_holes_counted_to_its_end()
    {
        // Met at 464, a folio of 64 pages ends at 528 of the next range: the window from there is whole but for pages 580 to 583.
        CollapseWorld world = new CollapseWorld("rfc-2024", 4.MiB()).WriteFolios(256, 0, 512).Drop(448, 464).Write(448, 464);
        world.Write(512, 580).Write(584, 1024).MaxPtesNone(0).Enable(256).Advise();

        Assert.Equal("EXCEED_NONE_PTE", world.Scan());
        Assert.Equal("7x256K@0, 256K@464(part 48), 256K@512", world.Picture());
    }

    [Fact]
    public void The_error_exit_is_a_bug_of_its_own_and_the_stale_flag_one_way_to_it()
    {
        CollapseWorld locked = new CollapseWorld("rfc-2024").Write(0, 512).Enable(64).Advise();
        locked.Race(CollapseStep.Alloc, RaceNeed.None, () => locked.Flag(3, FolioFlags.Locked));
        locked.Scan();
        CollapseWorld stale = new CollapseWorld("rfc-2024").Write(0, 512).Mark(16, 32, 0, Pte.WriteBit).Enable(64).Advise();
        stale.Scan();

        KernelFinding exit = locked.Khugepaged.Finding!;
        KernelFinding flag = stale.Khugepaged.Finding!;
        Assert.Equal(("B13", "B14"), (exit.Name, flag.Name));
        Assert.DoesNotContain("writable", exit.Sentence, StringComparison.Ordinal);
        Assert.Contains("writable", flag.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(exit.Sentence, flag.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void MADV_COLLAPSE_that_meets_the_error_exit_never_gives_its_locks_back()
    {
        // A page that is held keeps the PMD size away, and the small sizes are tried for MADV_COLLAPSE as well.
        CollapseWorld world = new CollapseWorld("rfc-2024").Write(0, 512).Hold(500).Enable(64).Advise();
        world.Race(CollapseStep.Alloc, RaceNeed.None, () => world.Flag(3, FolioFlags.Locked));

        world.Main.Advise(world.Heap.Range, Advice.Collapse);

        LockLedger locks = world.Khugepaged.Locks;
        Assert.Equal("B13", world.Khugepaged.Finding!.Name);
        Assert.Equal(
            (LockMode.Read, LockMode.Write, LockMode.Write),
            (locks.Held(LockName.MmapLock), locks.Held(LockName.AnonVmaLock), locks.Held(LockName.PteLock)));
    }

    [Fact]
    public void Nothing_is_done_any_more_once_the_VMA_was_found_freed()
    {
        CollapseWorld world = new CollapseWorld("rfc-2024", 4.MiB()).Write(0, 1024).Enable(64);
        world.Main.Advise(world.Pages(512, 1024), Advice.Hugepage);
        world.Race(CollapseStep.Alloc, RaceNeed.MmapWrite, () => world.Main.Advise(world.Pages(0, 512), Advice.Hugepage));
        world.Machine.Trace.IsEnabled = true;

        Assert.Equal("BUG B5", world.Scan());

        Assert.Equal(TraceEventKind.KernelFinding, world.Machine.Trace.Events.Last().Kind);
        Assert.Equal("64K@512", world.Picture());
    }
}
