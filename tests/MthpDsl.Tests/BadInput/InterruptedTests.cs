using MthpDsl.Tests.Kernel;
using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>Every command that replaces a file, killed at each step of it and on a disk that is full: the old file or the new one.</summary>
public sealed class InterruptedTests : IDisposable
{
    private const int Killed = 128 + 9;
    private const string Fmt = "mthp fmt a.mthp";
    private const string Accept = "mthp snapshots accept .";
    private const string Sweep = "mthp sweep b.mthp --set khugepaged/max_ptes_none=0,511 --out o.csv";
    private const string New = "mthp export b.mthp -o c.c";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _build = new();

    public InterruptedTests()
    {
        _folder.Write("a.mthp", "map  heap 2MiB\nwrite heap# all\n");
        _folder.Write("b.mthp", "map heap 64K\nwrite heap\n");
        _folder.Write("T.m.verified.txt", "old\n");
        _folder.Write("T.m.received.txt", "new\n");
        _folder.Write("o.csv", "old\n");
        _folder.Write("c.c", "old\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _build.Dispose();
    }

    [CompilerTheory]
    [InlineData(Fmt, "a.mthp", "sync", false)]
    [InlineData(Fmt, "a.mthp", "before-rename", false)]
    [InlineData(Fmt, "a.mthp", "after-rename", true)]
    [InlineData(Accept, "T.m.verified.txt", "before-rename", false)]
    [InlineData(Accept, "T.m.verified.txt", "after-rename", true)]
    [InlineData(Sweep, "o.csv", "sync", false)]
    [InlineData(Sweep, "o.csv", "before-rename", false)]
    [InlineData(Sweep, "o.csv", "after-rename", true)]
    [InlineData(New, "c.c", "sync", false)]
    [InlineData(New, "c.c", "after-rename", true)]
    public Task A_kill_leaves_the_old_file_or_the_new_one_and_the_next_run_is_as_ever(string command, string file, string where, bool isNew) =>
        Interrupt(command, file, where, isNew);

    [KernelTheory(NeedsModel = true)]
    [InlineData("sync", false)]
    [InlineData("before-rename", false)]
    [InlineData("after-rename", true)]
    public Task And_so_does_a_kill_of_record(string where, bool isNew)
    {
        _folder.Write("r.mthp", "map heap 64K\nwrite heap\nexpect heap = none 64K\n");
        return Interrupt("mthp record r.mthp", "r.mthp", where, isNew);
    }

    [CompilerTheory]
    [InlineData(Fmt, "a.mthp")]
    [InlineData(Sweep, "o.csv")]
    [InlineData(New, "c.c")]
    [InlineData("mthp new d", "d.mthp")]
    public async Task A_full_disk_is_said_and_leaves_the_old_file_and_nothing_beside_it(string command, string file)
    {
        string[] before = Names();
        string old = Text(file);

        var ran = await Shell.Run(_folder.Path, InterruptingLibrary.Prepare(_build.Path, _folder.Path) + "export MTHP_INTERRUPT=full; " + command);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("No space left on device", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", ran.Error, StringComparison.Ordinal);
        Assert.Equal(old, Text(file));
        Assert.Equal(before, Names().Where(name => name != "o.csv.partial"));
    }

    private async Task Interrupt(string command, string file, string where, bool isNew)
    {
        string old = Text(file);
        string prepared = InterruptingLibrary.Prepare(_build.Path, _folder.Path);

        var killed = await Shell.Run(_folder.Path, $"{prepared} export MTHP_INTERRUPT={where}; {command}");
        string left = Text(file);
        var again = await Shell.Run(_folder.Path, command);
        var check = await Shell.Run(_folder.Path, "mthp check b.mthp a.mthp; mthp check .");

        Assert.Equal(Killed, killed.ExitCode);
        Assert.Equal(isNew, left != old);
        Assert.Equal(0, again.ExitCode);
        Assert.NotEqual(old, Text(file));
        Assert.True(!isNew || left == Text(file), "what was new before is not what is new now");
        Assert.Equal(0, check.ExitCode);
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private string Text(string file) => File.Exists(Path.Combine(_folder.Path, file)) ? File.ReadAllText(Path.Combine(_folder.Path, file)) : "";
}
