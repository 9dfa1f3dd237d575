using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MthpDsl.Benchmarks;

/// <summary>
/// The table of RESULTS.md: every benchmark run with BenchmarkDotNet, and beside it what whole processes take. The medians of five runs, or of
/// twenty-one processes. Where all is measured more than once, a cell shows each time.
/// </summary>
internal sealed class ResultTable
{
    private const string Begin = "<!-- begin of the table -->\n";
    private const string End = "<!-- end of the table -->\n";
    private static readonly string[] Head = ["case", "at least", "measured", "page by page", "ratio"];

    private readonly BenchmarkReport[] _reports;
    private readonly List<string[]> _rows = [];

    private ResultTable(IEnumerable<Summary> summaries) => _reports = [.. summaries.SelectMany(summary => summary.Reports)];

    /// <summary>Measures all, prints the table, and writes it.</summary>
    /// <param name="rounds">How often, at least once.</param>
    /// <param name="path">Where to; without one between the marks in RESULTS.md.</param>
    public static void Make(int rounds, string? path)
    {
        using StartTimes start = new();
        string text = Text([.. Enumerable.Range(0, rounds).Select(_ => Measure(start)._rows)]);
        Console.WriteLine();
        Console.Write(text);
        if (path is null)
        {
            path = Repository.Path("tests/MthpDsl.Benchmarks/RESULTS.md");
            string page = File.ReadAllText(path);
            int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
            text = page[..begin] + text + page[page.IndexOf(End, begin, StringComparison.Ordinal)..];
        }

        File.WriteAllText(path, text);
    }

    /// <summary>Prints the rows of whole processes only.</summary>
    public static void PrintStart()
    {
        using StartTimes start = new();
        ResultTable table = new([]);
        table.AddProcesses(start);
        Console.Write(Text([table._rows]));
    }

    private static ResultTable Measure(StartTimes start)
    {
        IConfig config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance);
        Type[] types = [.. typeof(ResultTable).Assembly.GetTypes().Where(type => type.IsPublic && type.Name.EndsWith("Benchmarks", StringComparison.Ordinal))];
        ResultTable table = new(BenchmarkRunner.Run(types, config));
        table.AddSimulator();
        table.AddMemory();
        table.AddProcesses(start);
        return table;
    }

    private static string Text(List<string[]>[] rounds)
    {
        string[][] rows = [Head, .. rounds[0].Select((row, r) => row.Select((_, c) => string.Join(", ", rounds.Select(round => round[r][c]).Distinct())).ToArray())];
        int[] widths = [.. Head.Select((_, c) => rows.Max(row => row[c].Length))];
        string[] lines = [.. rows.Select(row => "| " + string.Join(" | ", row.Select((cell, c) => cell.PadRight(widths[c]))) + " |\n")];
        string rule = "| " + string.Join(" | ", widths.Select(width => new string('-', width))) + " |\n";
        return lines[0] + rule + string.Concat(lines.Skip(1));
    }

    private void AddSimulator()
    {
        AddPair("single faults: each base page of 16 GiB once, at random", "67 ns", nameof(FaultBenchmarks), "");
        Add("two stores for each of these pages, in bare arrays", "", Median(nameof(BareArrayBenchmarks), nameof(BareArrayBenchmarks.TwoStores)));
        AddPair("one `write random` over 16 GiB, base pages: a page", "67 ns", nameof(RandomWriteBenchmarks), "");
        AddPair("`write`, fresh 64 GiB, base pages: a page", "3.3 ns", nameof(WriteBenchmarks), "Size=4K");
        AddPair("the same, 64K: a page", "0.5 ns", nameof(WriteBenchmarks), "Size=64K");
        AddPair("the same, 2M: a page", "0.05 ns", nameof(WriteBenchmarks), "Size=2M");
        foreach (string kernel in (string[])["6.18", "rfc-2024", "rfc-2024-repaired", "merged-2026"])
        {
            AddPair($"khugepaged scan without work, {kernel}: a PMD range", "60 ns", nameof(ScanBenchmarks), "Kernel=" + kernel);
        }

        AddPair("khugepaged collapse, base pages in order: a page", "15 ns", nameof(CollapseBenchmarks), "Regular=True");
        AddPair("the same, base pages at random: a page", "", nameof(CollapseBenchmarks), "Regular=False");
        Add("1 TiB: base pages, collapse, fork, writes of the child", "10 s", Median(nameof(TerabyteBenchmarks), nameof(TerabyteBenchmarks.WriteCollapseFork)));
        Add("16 TiB of 2M leaves", "2 s", Median(nameof(TerabyteBenchmarks), nameof(TerabyteBenchmarks.SixteenTebibytesOfLeaves)));
        Add("all recorded scenarios, one process", "3 s", Median(nameof(RecordedBenchmarks), nameof(RecordedBenchmarks.AllRecorded)));
        Add("parse and bind 1 MB of scenario", "0.2 s", 10 * Median(nameof(ParserBenchmarks), nameof(ParserBenchmarks.Bound)));
        Add("`mthp sweep`, 100 000 small cases, all cores", "60 s", 100_000 * Median(nameof(SweepBenchmarks), nameof(SweepBenchmarks.SmallCases)));
        AddGrowth("`write` over {0} of 4K, as a whole", "flat", "4K", nameof(GrowthBenchmarks.Write));
        AddGrowth("`write` over {0} of 2M, as a whole", "flat", "2M", nameof(GrowthBenchmarks.Write));
        AddGrowth("khugepaged scan without work over {0} of 2M, as a whole", "flat", "2M", nameof(GrowthBenchmarks.Scan));
        AddGrowth("the same, 4K in every other page", "linear", "4K", nameof(GrowthBenchmarks.Scan));
    }

    private void AddMemory()
    {
        AddRow("memory of a base page, written in order", "0.5 bytes", Figures.BytesPerPage(MemoryTable.InOwnProcess("regular")));
        AddRow("memory of a base page, written at random", "24 bytes", Figures.BytesPerPage(MemoryTable.InOwnProcess("random")));
        AddRow("1 TiB, peak of the process", "6 GiB", Figures.GiB((long)MemoryTable.InOwnProcess("terabyte-peak")));
        AddRow("16 TiB of 2M leaves, peak of the process", "1 GiB", Figures.GiB((long)MemoryTable.InOwnProcess("leaves-peak")));
    }

    private void AddProcesses(StartTimes start)
    {
        Dictionary<string, double> times = start.Measure();
        double empty = times["empty"];
        double built = times["built"];
        AddRow("empty .NET console program, from start to end", "", Figures.Time(empty));
        AddRow("`mthp run` of the README's first example, build output", "3 times that", $"{Figures.Time(built)}, {Figures.Ratio(built, empty)} times");
        AddRow("the same, native", "20 ms", times.TryGetValue("native", out double native) ? Figures.Time(native) : start.WhyNotNative!);
    }

    private void AddPair(string name, string wanted, string type, string parameters)
    {
        double bulk = Median(type, "Bulk", parameters);
        double plain = Median(type, "Plain", parameters);
        AddRow(name, wanted, Figures.Time(bulk), Figures.Time(plain), Figures.Ratio(plain, bulk));
    }

    private void AddGrowth(string name, string wanted, string size, string method)
    {
        string[] times = [.. ((int[])[1, 10, 100]).Select(gib => Figures.Time(Median(nameof(GrowthBenchmarks), method, $"GiB={gib}, Size={size}")))];
        AddRow(name.Replace("{0}", "1, 10, 100 GiB", StringComparison.Ordinal), wanted, string.Join("; ", times));
    }

    private void Add(string name, string wanted, double nanoseconds) => AddRow(name, wanted, Figures.Time(nanoseconds));

    private void AddRow(string name, string wanted, string measured, string plain = "", string ratio = "") =>
        _rows.Add([name, wanted, measured, plain, ratio]);

    private double Median(string type, string method, string parameters = "")
    {
        BenchmarkReport report = Array.Find(_reports, candidate =>
            candidate.BenchmarkCase.Descriptor.Type.Name == type
            && candidate.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
            && string.Join(", ", candidate.BenchmarkCase.Parameters.Items.OrderBy(item => item.Name, StringComparer.Ordinal).Select(item => $"{item.Name}={item.Value}")) == parameters)
            ?? throw new InvalidOperationException($"there is no benchmark {type}.{method}({parameters})");
        return report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{type}.{method}({parameters}) did not run");
    }
}
