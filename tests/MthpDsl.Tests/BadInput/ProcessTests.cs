using System.Diagnostics;
using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>The tool in a process of its own, with streams that are closed, full or endless, and killed in the middle.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string NoRoom = "mthp: The results could not be written to standard output.\n";
    private const string Loose = "map  heap 2MiB\nwrite heap# all\n";
    private const string Canonical = "map heap 2M\nwrite heap                                   # all\n";

    private readonly TemporaryFolder _folder = new();

    public ProcessTests()
    {
        _folder.Write("a.mthp", "map heap 64K\nwrite heap\n");
        _folder.Write("long.mthp", "given n in " + string.Join(", ", Enumerable.Range(1, 3000)) + "\nmap heap 4K\n");
    }

    public void Dispose() => _folder.Dispose();

    [ShellTheory]
    [InlineData("mthp run a.mthp > /dev/full", 2, NoRoom)]
    [InlineData("mthp run a.mthp --format json > /dev/full", 2, NoRoom)]
    [InlineData("mthp help madvise > /dev/full", 2, NoRoom)]
    [InlineData("mthp --help > /dev/full", 2, NoRoom)]
    [InlineData("mthp run a.mthp >&-", 2, NoRoom)]
    [InlineData("mthp run long.mthp | head -1 > /dev/null", 2, NoRoom)]
    [InlineData("mthp run a.mthp 2>&-", 0, "")]
    [InlineData("mthp run nowhere 2>&-", 2, "")]
    [InlineData("mthp run nowhere 2> /dev/full", 2, "")]
    [InlineData("mthp run nowhere > /dev/full 2>&1", 2, "")]
    [InlineData("mthp run - <&-", 2, "")]
    [InlineData("mthp check /dev/zero", 2, "")]
    [InlineData("mthp check - < /dev/urandom", 2, "")]
    [InlineData("mthp verify --result /dev/zero a.mthp", 2, "mthp: /dev/zero cannot be read: '/dev/zero' is larger than 256 MiB.\n")]
    [InlineData("mthp script /dev/zero", 2, "mthp: '/dev/zero' cannot be read.\n")]
    [InlineData("ln -s /dev/zero x.verified.txt; touch x.received.txt; mthp snapshots review .", 2, "mthp: './x.verified.txt' is larger than 256 MiB.\n")]
    [InlineData("mthp export a.mthp -o /dev/full", 2, "mthp: /dev/full cannot be written: No space left on device : '/dev/full'\n")]
    [InlineData("ln -s /dev/full x.mthp; mthp export a.mthp --to c -o x.mthp 2> said || test -c /dev/full -a -L x.mthp", 0, "")]
    [InlineData("mthp export a.mthp -o /dev/null && test -c /dev/null", 0, "")]
    [InlineData("test -n \"$(mthp export a.mthp -o /dev/stdout)\"", 0, "")]
    [InlineData("mkfifo p; mthp export a.mthp -o p", 2, "mthp: p cannot be written: 'p' is a pipe or a socket, not a file.\n")]
    [InlineData("ln -s loop.mthp loop.mthp; mthp run loop.mthp", 2, "")]
    [InlineData("mkdir d; cp a.mthp d; ln -s ../d d/d; mthp run d", 0, "")]
    [InlineData("mkdir d; ln -s ../d d/d; mthp snapshots review d", 0, "")]
    [InlineData("mkfifo p.mthp; mthp run p.mthp", 2, "")]
    [InlineData("mkdir d; mkfifo d/p.mthp; mthp check d", 2, "")]
    [InlineData("mkfifo p.mthp; mthp fmt p.mthp 2>&1", 2, "")]
    [InlineData("mkfifo p.mthp; mthp explain p.mthp", 2, "p.mthp:1:1: error MTHP1901: The file cannot be read.\n")]
    [InlineData("mkfifo p.mthp; mthp sweep p.mthp", 2, "mthp: 'p.mthp' is no scenario: The file cannot be read.\n")]
    [InlineData("mkfifo p.mthp; mthp record p.mthp", 2, "mthp: line 1: The file cannot be read.\n")]
    [InlineData("mkfifo i.mthp; mthp run -e 'include \"i.mthp\"'", 2, "")]
    [InlineData("mkfifo r.json; mthp verify --result r.json a.mthp", 2, "mthp: r.json cannot be read: 'r.json' is a pipe or a socket, not a file.\n")]
    [InlineData("mkfifo o.csv.partial; mthp sweep a.mthp --out o.csv", 2, "mthp: 'o.csv.partial' is a pipe or a socket, not a file.\n")]
    [InlineData("mkdir d; mkfifo d/pagemap; touch d/smaps; mthp import --dump d", 2, "mthp: d/pagemap cannot be read: 'd/pagemap' is a pipe or a socket, not a file.\n")]
    [InlineData("mkfifo x.received.txt; mthp snapshots review .", 2, "mthp: './x.received.txt' is a pipe or a socket, not a file.\n")]
    [InlineData("mkfifo s.csx; mthp script s.csx", 2, "mthp: 's.csx' cannot be read.\n")]
    [InlineData("mthp run <(cat a.mthp)", 0, "")]
    [InlineData("cat a.mthp | mthp run /dev/stdin", 0, "")]
    public async Task Streams_that_are_closed_full_or_endless_are_no_reason_to_crash(string line, int exitCode, string error)
    {
        var ran = await Shell.Run(_folder.Path, line);

        Assert.Equal((exitCode, error), (ran.ExitCode, ran.Error));
        Assert.DoesNotContain("Exception", ran.Output, StringComparison.Ordinal);
    }

    [ShellFact]
    public async Task Fmt_that_is_killed_leaves_of_every_file_the_old_text_or_the_new_one()
    {
        string[] files = [.. Enumerable.Range(0, 300).Select(i => _folder.Write($"many/{i}.mthp", Loose))];
        for (int wait = 0; wait < 3; wait++)
        {
            using Process process = Shell.Start(_folder.Path, $"exec {Shell.Tool} fmt many");
            while (!process.HasExited && !Array.Exists(files, file => File.ReadAllText(file) == Canonical))
            {
                await Task.Delay(1);
            }

            await Task.Delay(wait);
            process.Kill();
            await process.WaitForExitAsync();

            Assert.All(files, file => Assert.Contains(File.ReadAllText(file), new[] { Loose, Canonical }));
        }
    }
}
