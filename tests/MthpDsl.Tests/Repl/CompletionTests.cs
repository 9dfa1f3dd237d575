using MthpDsl.Scripting.Repl;
using Xunit;

namespace MthpDsl.Tests.Repl;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("khu", "khugepaged")]
    [InlineData("madvise heap nohu", "nohugepage")]
    [InlineData("sysfs hugepages-64kB/en", "hugepages-64kB/enabled")]
    [InlineData("sysfs hugepages-64kB/enabled = inh", "inherit")]
    [InlineData("expect vmstat thp_fault_al", "thp_fault_alloc")]
    [InlineData("in child write he", "heap")]
    [InlineData("expect EINVAL from madvise he", "heap")]
    [InlineData("kernel merged", "merged-2026")]
    [InlineData("#kernel main", "mainline")]
    [InlineData("#und", "#undo")]
    [InlineData("expect kept heap since \"be", null)]
    public void The_words_of_the_language_complete(string text, string? expected)
    {
        using ReplSession session = new();
        session.Submit("map heap 2M");
        session.Submit("fork child");
        ReplCompletion found = session.Complete(text, text.Length);

        Assert.Equal(expected is null ? [] : [expected], found.Items.ToArray());
    }

    [Theory]
    [InlineData("heap.Lay", 5, "Layout")]
    [InlineData("machine.Khuge", 8, "Khugepaged")]
    [InlineData("foli", 0, "folios")]
    [InlineData("heap.Write(); machine.Ma", 22, "Main")]
    public void CSharp_completes_with_the_names_of_the_session(string text, int start, string expected)
    {
        using ReplSession session = new();
        session.Submit("map heap 2M");
        session.Submit("var folios = 3;");
        ReplCompletion found = session.Complete(text, text.Length);

        Assert.Equal(start, found.Start);
        Assert.Contains(expected, found.Items);
    }
}
