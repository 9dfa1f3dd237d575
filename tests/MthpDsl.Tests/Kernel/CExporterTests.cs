using MthpDsl.Kernel.Export;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Kernel;

public sealed class CExporterTests
{
    [Fact]
    public void Every_statement_of_the_language_has_a_row()
    {
        IEnumerable<string> known = ExportTable.Rows.Select(row => row.Name);

        Assert.Empty(StatementTable.All.Select(row => row.Name).Except(known));
    }

    [Fact]
    public void A_statement_becomes_the_call_that_does_it()
    {
        string code = Exported.FirstCase("map heap 2M\nwrite heap[64K..] every 64K for 2 pages backwards\nmadvise heap hugepage");

        Assert.Contains("must(map(\"main\", \"heap\", 2 * MiB, own_place()));", code, StringComparison.Ordinal);
        Assert.Contains(
            "must(touch(in(\"main\", \"heap\", 64 * KiB, 2 * MiB), WRITE | BACKWARDS, every(64 * KiB, 8 * KiB)));", code, StringComparison.Ordinal);
        Assert.Contains("must(advise(in(\"main\", \"heap\", 0, 2 * MiB), MADV_HUGEPAGE));", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Loops_and_names_are_written_out()
    {
        string code = Exported.FirstCase("map heap 2M\nlet step = 64K\nfor n in 1, 2 {\n  write heap[..step * n]\n}");

        Assert.Contains("in(\"main\", \"heap\", 0, 64 * KiB)", code, StringComparison.Ordinal);
        Assert.Contains("in(\"main\", \"heap\", 0, 128 * KiB)", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_in_another_process_names_it()
    {
        string code = Exported.FirstCase("map heap 2M\nwrite heap\nfork child\nin child write heap[..4K]\nin child expect faults = 1");

        Assert.Contains("step(\"child\", 4, 10, \"write heap[..4K]\");", code, StringComparison.Ordinal);
        Assert.Contains("expect_faults(\"child\", EQ, 1);", code, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expected_errno_is_compared_and_what_failed_changes_no_names()
    {
        string code = Exported.FirstCase("map heap 2M\nexpect ENOMEM from grow heap 2M\nwrite heap");

        Assert.Contains("expect_failure(\"ENOMEM\", resize(\"main\", \"heap\", 4 * MiB));", code, StringComparison.Ordinal);
        Assert.Contains("must(touch(in(\"main\", \"heap\", 0, 2 * MiB)", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_case_is_a_function_of_its_own()
    {
        string code = Exported.Of("given size in 16K, 64K\nsysfs hugepages-{size}/enabled = always\nmap heap 2M\nwrite heap[..4K]").Code!;

        Assert.Contains("write_knob(\"hugepages-16kB/enabled\", \"always\")", code, StringComparison.Ordinal);
        Assert.Contains("write_knob(\"hugepages-64kB/enabled\", \"always\")", code, StringComparison.Ordinal);
        Assert.Contains(".values = \"{\\\"size\\\": \\\"64K\\\"}\"", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_goes_into_the_program_with_its_values_worked_out()
    {
        string code = Exported.FirstCase("let n = 4\nmap heap 256K\nexpect heap = n x (4K pte shared, none 60K)");

        Assert.Contains("\"4 x (4K pte shared, none 60K)\"", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at alloc {\n  unmap heap[..4K]\n}")]
    [InlineData("fail alloc order 4")]
    [InlineData("fragment to order 3")]
    [InlineData("khugepaged run 30s")]
    [InlineData("expect tlb heap <= 32")]
    [InlineData("expect lru = 3")]
    [InlineData("expect HANG from khugepaged scan")]
    [InlineData("do { machine.Khugepaged.Scan(); }")]
    public void What_a_real_kernel_cannot_be_made_to_do_is_an_error_at_its_line(string statement) =>
        Assert.Equal([("MTHP3901", 2)], Exported.Wrong("map heap 2M\n" + statement + "\nwrite heap"));

    [Fact]
    public void One_such_line_does_not_hide_the_next() =>
        Assert.Equal([("MTHP3901", 1), ("MTHP3901", 3)], Exported.Wrong("khugepaged run 30s\nmap heap 2M\nfail none\nwrite heap"));

    [Fact]
    public void A_loop_without_end_is_refused() =>
        Assert.Equal([("MTHP3902", 3)], Exported.Wrong("map heap 2M\nrepeat 1_000_000_000 {\n  write heap[..4K]\n}"));

    [Fact]
    public void Random_pages_are_those_that_the_simulator_draws()
    {
        string code = Exported.FirstCase("machine {\n  seed 7\n}\nmap heap 2M\nwrite heap 3 random pages");
        MthpDsl.Simulation.SplitMix random = new(7);
        string expected = string.Join(", ", Enumerable.Range(0, 3).Select(_ => random.Next(512)));

        Assert.Contains("{ " + expected + " }, 3)", code, StringComparison.Ordinal);
    }
}
