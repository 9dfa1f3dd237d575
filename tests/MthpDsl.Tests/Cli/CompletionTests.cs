using MthpDsl.Cli.Commands;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Cli;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_word_is_a_command() =>
        Assert.Equal(CommandTable.All.Select(row => row.Name), Words(""));

    [Fact]
    public void A_kernel_is_one_of_the_table()
    {
        Assert.Equal(KernelWords.Kernels.Select(kernel => kernel.Name).Order(StringComparer.Ordinal), Words("run", "--kernel", ""));
        Assert.Equal(["--kernel=mainline", "--kernel=merged-2026"], Words("run", "--kernel=m"));
        Assert.Equal(["6.12,mainline", "6.12,merged-2026"], Words("compare", "--kernels", "6.12,m"));
    }

    [Fact]
    public void A_knob_comes_first_and_its_values_once_it_is_there()
    {
        Assert.Equal(["khugepaged/max_ptes_none=", "khugepaged/max_ptes_shared=", "khugepaged/max_ptes_swap="], Words("sweep", "x.mthp", "--set", "khugepaged/max"));
        Assert.Equal(["hugepages-64kB/enabled=always", "hugepages-64kB/enabled=inherit"], Words("sweep", "--set", "hugepages-64kB/enabled=").Take(2));
    }

    [Fact]
    public void Every_knob_that_can_be_written_is_offered()
    {
        string[] offered = Words("sweep", "--set", "");
        Assert.All(KernelWords.Knobs, knob => Assert.Contains(knob.Name.Replace("*kB", "64kB", StringComparison.Ordinal) + "=", offered));
    }

    [Theory]
    [InlineData(":files", "run", "")]
    [InlineData(":files", "run", "--kernel", "6.12", "a.mthp", "")]
    [InlineData(":files", "sweep", "--out", "")]
    [InlineData("--watch", "run", "--w")]
    [InlineData("sarif", "run", "--format", "sa")]
    [InlineData("madvise", "help", "madv")]
    [InlineData("MTHP2001", "help", "MTHP2001")]
    [InlineData("fish", "completion", "f")]
    [InlineData("accept", "snapshots", "a")]
    public void A_word_is_completed(string expected, params string[] words) => Assert.Equal([expected], Words(words));

    [Theory]
    [InlineData("nonsense", "")]
    [InlineData("run", "--max-passes", "")]
    [InlineData("run", "--kernel", "--he")]
    public void Nothing_is_offered_where_nothing_is_known(params string[] words) => Assert.Empty(Words(words));

    [Fact]
    public void There_is_a_script_for_each_shell()
    {
        foreach (string shell in Words("completion", ""))
        {
            Assert.Contains("complete -- ", ToolRun.Of("completion", shell).Output, StringComparison.Ordinal);
        }

        Assert.Equal("mthp: there is no completion for 'bsh'; did you mean 'bash'?\n", ToolRun.Of("completion", "bsh").Error);
    }

    [ProgramFact("bash")]
    public void Bash_completes()
    {
        Prepare("bash");
        const string Driver = """
            source ./script
            complete -p mthp >/dev/null || exit 1
            drive() { COMP_LINE="$1"; COMP_POINT=${#1}; COMPREPLY=(); _mthp_complete; printf '%s|' "${COMPREPLY[@]}"; echo; }
            drive "mthp run --kernel rfc"
            drive "mthp sweep a.mthp --set khugepaged/max_ptes_n"
            drive "mthp sweep a.mthp --set khugepaged/defrag="
            drive "mthp run "

            """;
        Assert.Equal("rfc-2024|rfc-2024-repaired|\nkhugepaged/max_ptes_none=|\n0|1|\nsub|a file.mthp|\n", Programs.Run(_folder.Path, Driver, "bash", "--norc"));
    }

    [ProgramFact("zsh")]
    public void Zsh_completes_at_a_tab()
    {
        Prepare("zsh");
        const string Driver = """
            zmodload zsh/zpty
            zpty shell 'PS1= zsh -f -i'
            zpty -w shell 'autoload -U compinit; compinit -D; source ./script; print rea''dy'
            zpty -r shell line '*ready*'
            zpty -n -w shell $'mthp run --kernel rfc-2024-\t'
            zpty -r shell line '*rfc-2024-repaired*' && print completed

            """;
        Assert.Equal("completed\n", Programs.Run(_folder.Path, Driver, "timeout", "60", "zsh", "-f"));
    }

    [ProgramFact("fish")]
    public void Fish_completes()
    {
        Prepare("fish");
        const string Driver = """
            source ./script
            complete -C "mthp run --kernel rfc"
            complete -C "mthp sweep a.mthp --set khugepaged/max_ptes_n"

            """;
        string[] words = [.. Programs.Run(_folder.Path, Driver, "fish", "--no-config").Split('\n').Select(line => line.Split('\t')[0])];
        Assert.Equal(["rfc-2024", "rfc-2024-repaired", "khugepaged/max_ptes_none=", ""], words);
    }

    [ProgramFact("pwsh")]
    public void PowerShell_completes()
    {
        Prepare("pwsh");
        const string Driver = """
            . ([scriptblock]::Create((Get-Content -Raw ./script)))
            $line = 'mthp run --kernel rfc'
            [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText -join '|'
            """;
        Assert.Equal("rfc-2024|rfc-2024-repaired\n", Programs.Run(_folder.Path, "", "pwsh", "-NoProfile", "-NonInteractive", "-Command", Driver));
    }

    private void Prepare(string shell)
    {
        Programs.WriteTool(_folder);
        _folder.Write("a file.mthp", "map heap 2M\n");
        _folder.Write("sub/other.txt", "");
        _folder.Write("script", ToolRun.Of("completion", shell).Output);
    }

    private static string[] Words(params string[] words)
    {
        ToolRun run = ToolRun.Of(["complete", "--", .. words]);
        Assert.Equal((ExitCode.Passed, ""), (run.ExitCode, run.Error));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0])];
    }
}
