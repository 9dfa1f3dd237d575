using System.Text.Json;
using MthpDsl.Cli.Hosting;
using MthpDsl.Tests.Cli;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace MthpDsl.Tests.Sweeping;

public sealed class SweepCommandTests : IDisposable
{
    /// <summary>Of the second window of 64K, n pages are there: whether it is collapsed is what max_ptes_none says.</summary>
    private const string Scenario = """
        kernel merged-2026
        given n in 1, 15
        map heap 2M
        write heap[..64K]
        write heap[pages 16..16 + n]
        madvise heap hugepage
        sysfs hugepages-2048kB/enabled = never
        sysfs hugepages-64kB/enabled = madvise
        khugepaged scan
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public SweepCommandTests() => _file = _folder.Write("holes.mthp", Scenario);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_combination_is_a_line_of_csv_in_the_order_of_the_grid()
    {
        ToolRun run = ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0,511", "--kernels", "merged-2026,mainline");
        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(ExitCode.Passed, run.ExitCode);
        Assert.StartsWith("kernel,n,khugepaged/max_ptes_none,status,message,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["merged-2026,1,0", "merged-2026,1,511", "merged-2026,15,0", "merged-2026,15,511", "mainline,1,0", "mainline,1,511", "mainline,15,0", "mainline,15,511"],
            lines[1..].Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.Equal("8 cases: 8 passed, 0 failed, 0 stopped with an error\n", run.Error);
    }

    [Fact]
    public void A_given_takes_other_values_than_the_scenario_has()
    {
        string[] lines = ToolRun.Of("sweep", _file, "--set", "n=2..8:3").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["merged-2026,2", "merged-2026,5", "merged-2026,8"], lines[1..].Select(line => string.Join(',', line.Split(',')[..2])));
    }

    [Fact]
    public void The_same_grid_gives_the_same_bytes_on_one_thread_and_on_eight() => Assert.Equal(
        ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0..511:8", "--jobs", "1").Output,
        ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0..511:8", "--jobs", "8").Output);

    [Fact]
    public void A_row_says_what_a_run_of_the_case_says()
    {
        string json = Written("a.jsonl", "--set", "khugepaged/max_ptes_none=511").Split('\n')[1];
        JsonElement row = JsonDocument.Parse(json).RootElement;
        Assert.Equal("15", row.GetProperty("set").GetProperty("n").GetString());
        Assert.Equal("passed", row.GetProperty("status").GetString());
        string expected = Scenario + $"\nexpect faults total = {row.GetProperty("metrics").GetProperty("faults")}"
            + $"\nexpect coverage heap 64K = {row.GetProperty("metrics").GetProperty("coverage heap 64K")}%\n";
        Assert.Equal(ExitCode.Passed, ToolRun.WithInput(expected.Replace("given n in 1, 15", "given n in 15", StringComparison.Ordinal), "run", "-").ExitCode);
    }

    [Fact]
    public async Task Parquet_has_numbers_as_numbers_and_nulls_where_a_case_stopped()
    {
        string file = Path.Combine(_folder.Path, "a.parquet");
        string broken = _folder.Write("stops.mthp", "given n in 1, 513\nmap heap 2M\nwrite heap[pages 0..n]\n");
        Assert.Equal(ExitCode.Error, ToolRun.Of("run", broken).ExitCode);
        string fine = _folder.Write("fine.mthp", "given n in 1, 2\nmap heap 2M\nwrite heap[pages 0..n]\n");
        Assert.Equal(ExitCode.Passed, ToolRun.Of("sweep", fine, "--set", "n=1,2,513", "--out", file).ExitCode);
        await using ParquetReader reader = await ParquetReader.CreateAsync(file);
        DataField[] fields = reader.Schema.GetDataFields();
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        long[] n = new long[3];
        double?[] faults = new double?[3];
        string?[] status = new string?[3];
        await group.ReadAsync<long>(fields.Single(field => field.Name == "n"), n.AsMemory());
        await group.ReadAsync<double>(fields.Single(field => field.Name == "faults"), faults.AsMemory());
        await group.ReadAsync(fields.Single(field => field.Name == "status"), status.AsMemory());
        Assert.Equal([1L, 2, 513], n);
        Assert.Equal([1, 2, null], faults);
        Assert.Equal("passed passed error", string.Join(" ", status));
    }

    [Fact]
    public void Plots_are_png_and_svg()
    {
        string png = Path.Combine(_folder.Path, "a.png");
        string svg = Path.Combine(_folder.Path, "a.svg");
        ToolRun run = ToolRun.Of(
            "sweep", _file, "--set", "khugepaged/max_ptes_none=0..511:64", "--plot", png, "--plot", svg, "--y", "coverage heap 64K");
        Assert.Equal(ExitCode.Passed, run.ExitCode);
        Assert.Equal<byte>([0x89, 0x50, 0x4e, 0x47], File.ReadAllBytes(png)[..4]);
        string picture = File.ReadAllText(svg);
        Assert.Contains("<svg", picture, StringComparison.Ordinal);
        Assert.Contains("khugepaged/max_ptes_none", picture, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(_file), picture, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void A_mistake_in_the_scenario_is_shown_at_its_place()
    {
        string file = _folder.Write("wrong.mthp", "map heap 2M\nmap other 3Q\n");
        ToolRun run = ToolRun.Of("sweep", file, "--set", "khugepaged/max_ptes_none=0,511");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("wrong.mthp:2:11: MTHP1006: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_sweep_goes_on_where_it_was_even_after_a_torn_line()
    {
        string whole = Written("whole.jsonl", "--set", "khugepaged/max_ptes_none=0..511:64");
        string journal = Path.Combine(_folder.Path, "again.jsonl.partial");
        string file = Path.Combine(_folder.Path, "again.jsonl");
        string head = HeadOf(journal, file);
        string[] rows = whole.TrimEnd('\n').Split('\n');
        File.WriteAllText(journal, head + "\n" + rows[3] + "\n" + rows[0] + "\n" + rows[5][..40]);
        ToolRun run = ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0..511:64", "--out", file);
        Assert.Equal("16 cases: 16 passed, 0 failed, 0 stopped with an error, 2 of them done before\n", run.Error);
        Assert.Equal(whole, File.ReadAllText(file));
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void The_journal_of_another_sweep_is_left_alone()
    {
        string journal = _folder.Write("a.csv.partial", "{\"sweep\":\"0\",\"cases\":2}\n");
        ToolRun run = ToolRun.Of("sweep", _file, "--out", Path.Combine(_folder.Path, "a.csv"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("{\"sweep\":\"0\",\"cases\":2}\n", File.ReadAllText(journal));
    }

    [Fact]
    public void A_search_finds_the_smallest_and_the_largest_value()
    {
        string[] args = ["sweep", _file, "--set", "khugepaged/max_ptes_none=0,511", "--find", "coverage heap 64K = 100%"];
        ToolRun smallest = ToolRun.Of(args);
        ToolRun largest = ToolRun.Of([.. args, "--largest"]);
        Assert.Equal(ExitCode.Passed, smallest.ExitCode);
        Assert.Equal(
            "khugepaged/max_ptes_none = 511: coverage heap 64K = 100 (kernel=merged-2026, n=1)\n"
            + "khugepaged/max_ptes_none = 511: coverage heap 64K = 100 (kernel=merged-2026, n=15)\n",
            smallest.Output);
        Assert.Equal(smallest.Output, largest.Output);
        ToolRun none = ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0,511", "--find", "faults > 1000");
        Assert.Equal((ExitCode.Failed, "no value of khugepaged/max_ptes_none (kernel=merged-2026, n=1)"), (none.ExitCode, none.Output.Split('\n')[0]));
    }

    [Theory]
    [InlineData("khugepaged/max_ptes_non=0", "'khugepaged/max_ptes_non' is no given of the scenario and no knob of kernel merged-2026; did you mean 'khugepaged/max_ptes_none'?")]
    [InlineData("khugepaged/max_ptes_none=512", "'khugepaged/max_ptes_none' does not take '512': the kernel answers EINVAL.")]
    [InlineData("khugepaged/pages_collapsed=1", "'khugepaged/pages_collapsed' is read-only.")]
    [InlineData("khugepaged/max_ptes_none", "'khugepaged/max_ptes_none' sets nothing. Write NAME=VALUES, such as khugepaged/max_ptes_none=0..511:64.")]
    [InlineData("khugepaged/max_ptes_none=5..1", "'5..1' does not come to its end: FROM must not be above TO, nor the step too small.")]
    [InlineData("n=big", "'big' is no value for the given 'n': it is a number or a size.")]
    public void A_wrong_setting_exits_with_3_and_one_line(string setting, string message)
    {
        ToolRun run = ToolRun.Of("sweep", _file, "--set", setting);
        Assert.Equal(new ToolRun(ExitCode.Usage, "", "mthp: " + message + "\n"), run);
    }

    [Theory]
    [InlineData("--out", "a.xls")]
    [InlineData("--plot", "a.png")]
    [InlineData("--find", "coverage heap")]
    [InlineData("--find", "heat >= 3")]
    [InlineData("--kernels", "6.19")]
    [InlineData("--kernels", ",")]
    [InlineData("--jobs", "0")]
    [InlineData("--largest")]
    [InlineData("--y", "faults")]
    [InlineData("--out", "nowhere/at/all.csv")]
    public void A_wrong_option_exits_with_3_and_one_line(params string[] options)
    {
        ToolRun run = ToolRun.Of(["sweep", _file, .. options]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    private string Written(string name, params string[] args)
    {
        string file = Path.Combine(_folder.Path, name);
        Assert.Equal(ExitCode.Passed, ToolRun.Of(["sweep", _file, .. args, "--out", file]).ExitCode);
        return File.ReadAllText(file);
    }

    /// <summary>The first line of a journal, from a sweep that cannot write its result since a folder lies there.</summary>
    private string HeadOf(string journal, string file)
    {
        Directory.CreateDirectory(file);
        Assert.Equal(ExitCode.Error, ToolRun.Of("sweep", _file, "--set", "khugepaged/max_ptes_none=0..511:64", "--out", file).ExitCode);
        Directory.Delete(file);
        return File.ReadLines(journal).First();
    }
}
