using System.Text;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Import;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Language;
using MthpDsl.Reporting.Sweeps;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Sweeping;
using MthpDsl.Simulation;
using MthpDsl.Tests.Cli;
using MthpDsl.Tests.Kernel;
using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>Whatever reads a file meets files that were made to hurt it: it answers, with the right exit code and no exception.</summary>
public sealed class ByteFuzzTests
{
    private static readonly byte[][] Scenarios =
    [
        .. new[] { "grammar/examples", "scenarios" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder.Split('/')), "*.mthp", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];

    private static readonly string[] Limits = ["--max-time", "20", "--max-statements", "5000", "--max-mapped", "1G", "--max-passes", "100", "--max-memory", "1G"];

    [Theory]
    [InlineData("run", 400)]
    [InlineData("check", 1000)]
    [InlineData("explain", 100)]
    [InlineData("compare", 60)]
    [InlineData("thpmaps", 100)]
    [InlineData("export", 300)]
    [InlineData("fmt", 1000)]
    public void Any_bytes_get_an_answer(string command, int count)
    {
        string[] limits = command is "run" or "explain" or "compare" or "thpmaps" ? Limits : [];
        for (int seed = 0; seed < count; seed++)
        {
            byte[] bytes = seed % 20 == 0 ? HostileBytes.Noise(seed, seed) : HostileBytes.Of(Scenarios[seed * 7 % Scenarios.Length], seed);

            ToolRun run = ToolRun.WithInput(bytes, [command, .. limits, "-"]);

            Assert.True(run.ExitCode is ExitCode.Passed or ExitCode.Failed or ExitCode.Error, $"{command}, seed {seed}: {run.ExitCode}");
            Assert.True(run.ExitCode == ExitCode.Passed || run.Output.Length + run.Error.Length > 0, $"{command}, seed {seed}: nothing is said");
            AssertPrintable(run.Error, command, seed);
            if (command is not ("fmt" or "export"))
            {
                AssertPrintable(run.Output, command, seed);
                Assert.DoesNotContain("MTHP3002", run.Output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_beginning_of_every_example_is_read_and_what_parses_is_formatted()
    {
        foreach (byte[] bytes in Scenarios)
        {
            string text = Encoding.UTF8.GetString(bytes);
            for (int length = 0; length <= text.Length; length++)
            {
                SourceText source = SourceText.From(text[..length], "beginning.mthp");
                Assert.NotNull(ScenarioBinder.Bind(source));
                Assert.Equal(ScenarioParser.Parse(source).HasErrors, Formatter.Format(source) is null);
            }
        }
    }

    [Fact]
    public void The_beginnings_of_the_examples_run_up_to_any_line()
    {
        foreach (byte[] bytes in Scenarios)
        {
            for (int end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', end + 1))
            {
                ToolRun run = ToolRun.WithInput(bytes[..(end + 1)], ["run", .. Limits, "-"]);
                Assert.NotEqual(ExitCode.Usage, run.ExitCode);
                Assert.DoesNotContain("MTHP3002", run.Output, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_result_document_that_was_damaged_is_read_or_refused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(SampleDocument.Of(
            SampleDocument.BasePages(4) + ", {\"page\": 4, \"pages\": 12, \"kind\": \"none\"}", observed: "16 x 4K", vmstat: "\"thp_split_page\": 1"));
        ScenarioText scenario = new(SourceText.From("map heap 64K\nwrite heap[..16K]\nexpect heap = 4 x 4K, none 48K\n", "test.mthp"), null);
        int read = 0;
        for (int seed = 0; seed < 5000; seed++)
        {
            try
            {
                KernelDocument document = KernelDocument.Parse(Encoding.UTF8.GetString(HostileBytes.Of(whole, seed, most: 1)));
                foreach (CaseVerdict verdict in Verifier.Compare(scenario, "test.mthp", [document], KernelModel.Linux618))
                {
                    Assert.NotNull(verdict.Title);
                }

                read++;
            }
            catch (KernelException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        Assert.InRange(read, 100, 4900);
    }

    [Theory]
    [InlineData("smaps")]
    [InlineData("pagemap")]
    [InlineData("kpageflags")]
    [InlineData("kpagecount")]
    [InlineData("status")]
    [InlineData("meminfo")]
    [InlineData("pmd-mapped")]
    [InlineData("transparent_hugepage/hugepages-64kB/enabled")]
    [InlineData("transparent_hugepage/hpage_pmd_size")]
    public void A_dump_of_which_one_file_was_damaged_is_imported_or_refused(string name)
    {
        using DumpFolder dump = new();
        dump.Vma(0x20_0000, pages: 1024, "rw-p", flags: "rd wr mr mw me ac hg");
        dump.Folio(0x20_0000, frame: 0x100, order: 4, pages: 16, shared: false);
        dump.Folio(0x20_0000 + (20 * 4096), frame: 0x130, order: 0, pages: 1, shared: true);
        dump.Folio(0x40_0000, frame: 0x200, order: 9, pages: 512, shared: false);
        dump.Swap(0x20_0000 + (44 * 4096), pages: 2);
        dump.Knob("hugepages-64kB/enabled", "always inherit [madvise] never");
        dump.Knob("hpage_pmd_size", "2097152");
        File.WriteAllText(Path.Combine(dump.Path, "status"), "Name:\ta\nTHP_enabled:\t1\n");
        File.WriteAllText(Path.Combine(dump.Path, "meminfo"), "MemTotal: 4194304 kB\n");
        File.WriteAllText(Path.Combine(dump.Path, "pmd-mapped"), "400000\n");
        string path = Path.Combine(dump.Path, Path.Combine(name.Split('/')));
        byte[] whole = File.ReadAllBytes(path);
        int imported = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            File.WriteAllBytes(path, HostileBytes.Of(whole, seed));
            try
            {
                string scenario = Importer.Import(ProcessSource.OfDump(dump.Path), KernelModel.Linux618);
                imported++;
                Assert.DoesNotContain(scenario, letter => char.IsControl(letter) && letter != '\n');
                BoundScenario bound = ScenarioBinder.Bind(SourceText.From(scenario));
                Assert.False(bound.HasErrors, $"seed {seed}: {string.Join('\n', bound.Diagnostics)}\n{scenario}");
            }
            catch (KernelException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        Assert.True(imported > 0);
    }

    [Fact]
    public void A_journal_of_a_sweep_that_was_damaged_is_gone_on_from_or_refused()
    {
        using TemporaryFolder folder = new();
        SourceText source = SourceText.From("given size in 16K, 64K, 1M\nmap heap size\nwrite heap\n", "sweep.mthp");
        SweepPlan plan = SweepPlan.Create(source, [], [SweepSetting.Parse("khugepaged/max_ptes_none=0..511:100")]);
        string path = Path.Combine(folder.Path, "sweep.csv.partial");
        using (SweepJournal journal = SweepJournal.Open(path, plan))
        {
            SweepRunner.Run(plan, _ => false, journal.Add, 1);
        }

        byte[] whole = File.ReadAllBytes(path);
        int resumed = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            File.WriteAllBytes(path, HostileBytes.Of(whole, seed));
            try
            {
                using SweepJournal journal = SweepJournal.Open(path, plan);
                resumed += journal.Resumed > 0 ? 1 : 0;
                Assert.All(journal.Rows, row => Assert.InRange(row.Index, 0, plan.Count - 1));
            }
            catch (SweepException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        Assert.InRange(resumed, 20, 400);
    }

    [Fact]
    public void Lines_of_a_prompt_that_make_no_sense_are_answered_and_the_prompt_goes_on()
    {
        byte[] whole = Encoding.UTF8.GetBytes(
            "map heap 2M\nwrite heap\nheap.Layout\n#show heap\nmadvise heap hugepage\n#undo\nkhugepaged scan\n1 + 1\nrepeat 2 {\n  write heap\n}\n#kernel 6.18\n#set x\n");
        for (int seed = 0; seed < 12; seed++)
        {
            ToolRun run = ToolRun.WithInput([.. HostileBytes.Of(whole, seed), .. "\n\n}\n\n#load nowhere.mthp\nlet seen = 4711\n"u8], "repl");

            Assert.True(run.ExitCode is ExitCode.Passed or ExitCode.Failed or ExitCode.Error);
            Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
            AssertPrintable(run.Output, "repl", seed);
        }
    }

    private static void AssertPrintable(string text, string command, int seed)
    {
        Assert.DoesNotContain("   at MthpDsl.", text, StringComparison.Ordinal);
        int at = Enumerable.Range(0, text.Length).FirstOrDefault(i => char.IsControl(text[i]) && text[i] != '\n', -1);
        Assert.True(at < 0, $"{command}, seed {seed}: a control character reaches the terminal: {(at < 0 ? "" : text[Math.Max(0, at - 40)..at])}");
    }
}
