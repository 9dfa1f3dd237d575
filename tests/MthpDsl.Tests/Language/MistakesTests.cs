using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class MistakesTests
{
    [Fact]
    public void Six_mistakes_give_six_diagnostics_each_at_its_line_and_column() => Assert.Equal(
        ["2:8 MTHP2008", "4:10 MTHP1006", "5:12 MTHP2029", "6:7 MTHP2009", "7:14 MTHP2016", "8:19 MTHP1003"],
        Scenario.Lines("""
            scenario "six mistakes"
            kernel rfc-2042
            map heap 4M
            map next 2MB
            write heap[0..8M]
            sysfs hugepages-64kb/enabled = madvise
            madvise heap hugepages
            expect heap = 3 x none
            """));

    [Fact]
    public void A_name_that_a_broken_line_meant_to_define_is_not_reported_again() =>
        Assert.Equal(["1:10 MTHP1006"], Scenario.Lines("map heap 2MB\nwrite heap[64K..8M]\nexpect heap = 2 x 2M"));

    // Found by tests/fuzzing/fuzz.sh.
    [Fact]
    public void A_given_that_is_said_again_and_again_is_told_each_time() => Assert.Equal(
        ["2:7 MTHP2005", "3:7 MTHP2005"],
        Scenario.Lines("given size in 16K\ngiven size in 16K, 64K\ngiven size in 1M, 2M\nmap heap size\nwrite heap"));

    [Fact]
    public void The_lines_of_a_block_with_a_broken_head_are_checked_all_the_same() => Assert.Equal(
        ["2:14 MTHP1003", "3:13 MTHP1006"],
        Scenario.Lines("map heap 2M\nfor n in 64K 128K {\n  map other 2X\n  write heap[n..]\n}\nwrite heap"));

    [Theory]
    [InlineData("map heap 2M\nwrite heap every", "2:17", "Expected a size such as 64K, found the end of the file.")]
    [InlineData("map heap 2M\nwrite heap evrey 64K", "2:12", "Expected 'every', 'backwards', 'with' or the end of the line, found 'evrey'.")]
    [InlineData("khugepaged", "1:11", "Expected 'scan', 'run' or 'until-idle', found the end of the file.")]
    [InlineData("map heap 2M\nprotect heap", "2:13", "Expected 'none', 'read' or 'write', found the end of the file.")]
    [InlineData("map heap 2M\nexpect heap 64K", "2:13", "Expected '=' or 'has', found '64K'.")]
    [InlineData("given n in 1,", "1:14", "Expected a size or a number, found the end of the file.")]
    public void The_message_says_what_was_expected_and_what_was_found(string text, string place, string sentence)
    {
        Diagnostic diagnostic = Scenario.Bind(text).Diagnostics[0];
        Assert.Equal(place, $"{diagnostic.Position.Line}:{diagnostic.Position.Column}");
        Assert.Contains(sentence.TrimEnd('.'), diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("khugepaged scna", "scan")]
    [InlineData("madvize heap hugepage", "madvise")]
    [InlineData("sysfs khugepaged/max_ptes_nome = 0", "khugepaged/max_ptes_none")]
    [InlineData("sysfs defrag = deffer", "defer")]
    [InlineData("kernel mainlnie", "mainline")]
    [InlineData("let size = 64K\nlet other = sise * 2", "size")]
    [InlineData("let n = 4\nlet other = n-1", "n - 1")]
    [InlineData("expect vmstat thp_fault_aloc = 0", "thp_fault_alloc")]
    [InlineData("/sys/kernel", null)]
    [InlineData("sysfs /sys/kernel/mm/transparent_hugepage/enabled = always", "enabled")]
    [InlineData("map heap 2M\nwrite heap[64K + 16K]", "64K..80K")]
    [InlineData("expect EINVAL form sysfs enabled = x", "from")]
    [InlineData("map heap 2.5M", "2560K")]
    [InlineData("map heap 2.5X", null)]
    [InlineData("sysfs hugepages-2M/enabled = always", "hugepages-2048kB/enabled")]
    [InlineData("sysfs hugepages-4096kB/enabled = always", "hugepages-2048kB/enabled")]
    [InlineData("sysfs hugepages-8kb/enabled = always", "hugepages-16kB/enabled")]
    [InlineData("map heap 2M\nwrite heap\nexpect coverage heap 48K >= 90%", "64K")]
    [InlineData("map heap 2M\nwrite heap\nexpect coverage heap 3M >= 90%", "2M")]
    [InlineData("map heap 2M\nwrite heap\nexpect chargd = 4K", "charged")]
    [InlineData("map heap 2M;\nwrite heap", "")]
    [InlineData("expect faults == 3", "")]
    [InlineData("snapshot before", "\"before\"")]
    public void The_mend_can_be_applied(string text, string? wanted) =>
        Assert.Equal(wanted, Scenario.Bind(text).Diagnostics[0].Fix?.NewText);

    [Fact]
    public void A_mapping_that_is_there_already_is_not_also_said_to_be_never_touched() =>
        Assert.Equal(["2:5 MTHP2005"], Scenario.Lines("map heap 2M\nmap heap 4M\nwrite heap"));

    [Theory]
    [InlineData("scenario \"a\0b\"")]
    [InlineData("\ud800")]
    [InlineData("write \udfff")]
    [InlineData("map heap 2M\r\nwrite heap\r\n}")]
    [InlineData("\"")]
    [InlineData("expect")]
    [InlineData("expect {")]
    [InlineData("do {\"")]
    [InlineData("in in in")]
    [InlineData("sysfs x{ = 1")]
    [InlineData("let n = 0x")]
    public void Odd_texts_give_one_message_that_can_be_printed(string text)
    {
        Diagnostic diagnostic = Assert.Single(Scenario.Bind(text).Diagnostics);
        Assert.DoesNotContain(diagnostic.ToString(), c => char.IsSurrogate(c) || (char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public void A_byte_order_mark_and_either_line_end_do_not_matter()
    {
        Assert.Empty(Scenario.Lines("\uFEFFmap heap 2M\r\nwrite heap\r\nexpect heap = 256 x 4K,\r\n  256 x 4K\r\n"));
        Assert.Equal(["2:7 MTHP2001"], Scenario.Lines("\uFEFFmap heap 2M\r\nwrite haep\r\nwrite heap"));
    }

    [Fact]
    public void An_empty_file_and_one_of_comments_get_one_message()
    {
        Assert.Equal(["1:1 MTHP2047"], Scenario.Lines(""));
        Assert.Equal(["1:1 MTHP2047"], Scenario.Lines("# nothing\n\n"));
    }

    public static TheoryData<string, string> HugeTexts => new()
    {
        { "braces on a line", new string('{', 100_000) },
        { "braces on lines", string.Concat(Enumerable.Repeat("{\n", 100_000)) },
        { "blocks", string.Concat(Enumerable.Repeat("repeat 2 {\n", 100_000)) },
        { "a long name", "map " + new string('a', 10_000_000) + " 2M" },
        { "statements in statements", string.Concat(Enumerable.Repeat("in main ", 1_250_000)) },
        { "parentheses", "let n = " + new string('(', 10_000_000) },
        { "operators", "let n = 1" + string.Concat(Enumerable.Repeat("+1", 5_000_000)) },
        { "quotes", new string('"', 10_000_000) },
        { "repeats", "map a 2M\nwrite a\nexpect a = " + string.Concat(Enumerable.Repeat("2 x (", 2_000_000)) },
    };

    [Theory]
    [MemberData(nameof(HugeTexts))]
    public void Huge_texts_get_one_message(string what, string text)
    {
        Diagnostic[] diagnostics = [.. Scenario.Bind(text).Diagnostics];
        Assert.True(diagnostics.Length == 1, what);
        Assert.True(diagnostics[0].Message.Length < 400, what);
    }
}
