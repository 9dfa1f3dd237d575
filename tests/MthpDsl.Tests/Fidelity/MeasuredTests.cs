using MthpDsl.Tests.Cli;
using Xunit;

namespace MthpDsl.Tests.Fidelity;

/// <summary>What was measured on Linux 6.18.44 by <c>mthp verify</c>, and stands in no recording.</summary>
public sealed class MeasuredTests
{
    private const string Swap = "machine {\n  swap 256M on zram\n}\nsysfs hugepages-64kB/enabled = madvise\nmap a 64K\n";

    [Theory]
    [InlineData("6.12", "expect a = none 12K, part 52K of 64K at 12K")]
    [InlineData("6.18", "expect a = 64K")]
    public void A_lazily_free_folio_with_a_written_page_stays_whole_since_it_is_unmapped_in_stretches(string kernel, string expected) =>
        Passes(kernel, Swap + "madvise a hugepage\nwrite a\nmadvise a free\nwrite a[page 3]\nmadvise a pageout\n" + expected);

    [Theory]
    [InlineData("6.12", 1)]
    [InlineData("6.18", 8)]
    public void A_slot_that_a_fork_shares_is_read_with_its_neighbours(string kernel, int pages) =>
        Passes(kernel, Swap + $"madvise a hugepage\nwrite a\nmadvise a pageout\nfork c\nin c read a[page 3]\nexpect vmstat pswpin = {pages}");

    [Fact]
    public void A_walk_through_shared_slots_reads_ahead_from_where_it_last_found_a_page_in_the_cache() =>
        Passes("6.18", Swap + "write a\nmadvise a pageout\nfork c\nwrite a[pages 3..11]\nexpect vmstat pswpin = 16");

    [Theory]
    [InlineData("6.12")]
    [InlineData("6.18")]
    public void A_page_that_is_held_is_not_written_to_swap(string kernel) =>
        Passes(kernel, Swap + "write a\nhold a[page 3]\nmadvise a pageout\nexpect a = swap 64K\nexpect vmstat pswpout = 15");

    private static void Passes(string kernel, string scenario)
    {
        string output = ToolRun.WithInput(System.Text.Encoding.UTF8.GetBytes(scenario + "\n"), "run", "-", "--check", "--kernel", kernel).Output;
        Assert.EndsWith("1 passed, 0 failed\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
