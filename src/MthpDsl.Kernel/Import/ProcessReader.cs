using System.Collections.Immutable;
using System.Globalization;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Running;
using MthpDsl.Language;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;

namespace MthpDsl.Kernel.Import;

/// <summary>Reads a process, and saves what it has read.</summary>
internal sealed class ProcessReader : IDisposable
{
    private const long AddressMax = 1L << 47;
    private const long MemoryMax = 64L << 40;

    private static readonly string[] KnobPatterns = ["enabled", "defrag", "use_zero_page", "shrink_underused", "khugepaged/*", "hugepages-*/enabled"];
    private static readonly string[] CounterKnobs = ["khugepaged/pages_collapsed", "khugepaged/full_scans"];
    private readonly ProcessSource _source;
    private readonly WordFile _pagemap;
    private readonly WordFile _flags;
    private readonly WordFile _counts;
    private readonly ByteSize _mappedMax;
    private IReadOnlyList<long> _leaves = [];

    public ProcessReader(ProcessSource source, ByteSize mappedMax)
    {
        _source = source;
        _mappedMax = mappedMax;
        _pagemap = new WordFile(source.Pagemap);
        _flags = new WordFile(source.PageFlags);
        _counts = new WordFile(source.PageCounts);
    }

    /// <summary>Reads the process.</summary>
    /// <exception cref="KernelException">A file is missing, or shows no frames.</exception>
    public ImportedProcess Read()
    {
        PageGeometry geometry = Geometry();
        string[] smaps = Lines(_source.Smaps, isNeeded: true);
        string[] status = Lines(_source.Status, isNeeded: false);
        IReadOnlyList<ImportedVma> vmas = ImportedVma.Parse(smaps);
        if (vmas.Count == 0)
        {
            throw new KernelException($"{_source.Smaps} shows no memory");
        }

        LeafFinder leaves = new(_pagemap, _source.IsLive ? null : KnownLeaves(), geometry.PageShift, geometry.PmdOrder);
        PageReader pages = new(_pagemap, _flags, _counts, geometry.PageShift, geometry.PmdOrder);
        ImmutableArray<ImportedMapping>.Builder mappings = ImmutableArray.CreateBuilder<ImportedMapping>();
        foreach (ImportedVma vma in Readable(vmas, geometry))
        {
            List<LayoutRun> runs = pages.Read(vma.Start, vma.End);
            RequireFrames(runs);
            leaves.Mark(vma, runs);
            mappings.Add(new ImportedMapping(NameOf(vma, mappings.Count), vma, new LayoutRuns([.. runs])));
        }

        _leaves = leaves.Found;
        return new ImportedProcess
        {
            Name = Field(status, "Name:"),
            Geometry = geometry,
            Mappings = mappings.ToImmutable(),
            Knobs = Knobs(),
            MemoryBytes = MemoryBytes(),
            IsThpDisabled = Field(status, "THP_enabled:") == "0",
            Remarks = Remarks(vmas, leaves),
        };
    }

    /// <summary>Saves all that was read as a folder that can be read again.</summary>
    /// <exception cref="KernelException">It cannot be written.</exception>
    public void Save(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            ProcessSource copy = ProcessSource.OfDump(path);
            foreach ((string from, string to) in new[] { (_source.Smaps, copy.Smaps), (_source.Status, copy.Status), (_source.Memory, copy.Memory) })
            {
                File.WriteAllLines(to, Lines(from, isNeeded: false));
            }

            File.WriteAllLines(copy.Leaves, _leaves.Select(address => address.ToString("x", CultureInfo.InvariantCulture)));
            _pagemap.Save(copy.Pagemap);
            _flags.Save(copy.PageFlags);
            _counts.Save(copy.PageCounts);
            foreach (ImportedKnob knob in Knobs().Append(new ImportedKnob("hpage_pmd_size", Value("hpage_pmd_size") ?? "")))
            {
                string file = Path.Combine(copy.Knobs, knob.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, knob.Value + "\n");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KernelException($"{path} cannot be written: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        _pagemap.Dispose();
        _flags.Dispose();
        _counts.Dispose();
    }

    // The PMD's size tells that of a base page: a table of 8-byte entries fills one.
    private PageGeometry Geometry()
    {
        long pmd = Number(Value("hpage_pmd_size") ?? "2097152");
        return new[] { PageGeometry.Pages4K, PageGeometry.Pages16K, PageGeometry.Pages64K }.FirstOrDefault(geometry => geometry.PmdSize == pmd)
            ?? throw new KernelException($"no machine of the simulator has a PMD size of {pmd} bytes");
    }

    // What smaps of a running process says is so; a dump may say anything.
    private List<ImportedVma> Readable(IReadOnlyList<ImportedVma> vmas, PageGeometry geometry)
    {
        List<ImportedVma> readable = [];
        long end = 0;
        long mapped = 0;
        foreach (ImportedVma vma in vmas.Where(vma => vma.IsAnonymous && !vma.IsReserve))
        {
            if (vma.Start <= 0 || vma.Start < end || vma.End <= vma.Start || vma.End > AddressMax || ((vma.Start | vma.End) & (geometry.PageSize - 1)) != 0)
            {
                throw new KernelException($"{_source.Smaps} shows memory at {Hex(vma.Start)}-{Hex(vma.End)}, where none can be");
            }

            end = vma.End;
            mapped += vma.End - vma.Start;
            readable.Add(vma);
        }

        return mapped <= _mappedMax.Bytes
            ? readable
            : throw new KernelException($"{_source.Smaps} shows {new ByteSize(mapped)} of memory, more than {_mappedMax}; --max-mapped raises the limit");
    }

    private long MemoryBytes()
    {
        long kilobytes = Number(Field(Lines(_source.Memory, isNeeded: false), "MemTotal:"));
        return kilobytes <= MemoryMax >> 10
            ? kilobytes << 10
            : throw new KernelException($"{_source.Memory} shows a machine of more than {new ByteSize(MemoryMax)}, which is not simulated");
    }

    private static string Hex(long address) => address.ToString("x", CultureInfo.InvariantCulture);

    private HashSet<long> KnownLeaves() =>
    [
        .. Lines(_source.Leaves, isNeeded: false)
            .Select(line => long.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long address) ? address : -1),
    ];

    private static void RequireFrames(List<LayoutRun> runs)
    {
        if (runs.Exists(run => run.Kind == RunKind.Folio && run.Frame == 0))
        {
            throw new KernelException("pagemap shows no frames: reading it needs root");
        }
    }

    private static string NameOf(ImportedVma vma, int index) => vma.Path switch
    {
        "[heap]" => "heap",
        "[stack]" => "stack",
        _ => "m" + (index + 1).ToString(CultureInfo.InvariantCulture),
    };

    private static ImmutableArray<string> Remarks(IReadOnlyList<ImportedVma> vmas, LeafFinder leaves)
    {
        ImmutableArray<string>.Builder remarks = ImmutableArray.CreateBuilder<string>();
        int files = vmas.Count(vma => !vma.IsAnonymous && vma.Anonymous > 0);
        if (files > 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Not here: {files} mappings of files with private copies of their pages."));
        }

        if (vmas.Any(vma => vma.IsAnonymous && vma.Flags.Contains("lo")))
        {
            remarks.Add("Some of the memory was locked; here it is not.");
        }

        foreach (ImportedVma vma in leaves.Guessed)
        {
            remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"At {vma.Start:x} {SizeFormat.Format(vma.AnonHugePages)} were mapped by PMDs; the dump does not say which, and the first are taken."));
        }

        return remarks.ToImmutable();
    }

    private ImmutableArray<ImportedKnob> Knobs()
    {
        if (!Directory.Exists(_source.Knobs))
        {
            return [];
        }

        IEnumerable<string> paths = KnobPatterns.SelectMany(Matches).Except(CounterKnobs);
        return [.. paths.Select(path => (Path: path, Value: Value(path))).Where(pair => pair.Value is not null)
            .Select(pair => new ImportedKnob(pair.Path, pair.Value!))];
    }

    private IEnumerable<string> Matches(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
        {
            return File.Exists(Path.Combine(_source.Knobs, pattern)) ? [pattern] : [];
        }

        string[] parts = pattern.Split('/');
        IEnumerable<string> found = parts[0].Contains('*', StringComparison.Ordinal)
            ? Directory.EnumerateDirectories(_source.Knobs, parts[0]).Select(folder => Path.Combine(folder, parts[1])).Where(File.Exists)
            : Directory.Exists(Path.Combine(_source.Knobs, parts[0])) ? Directory.EnumerateFiles(Path.Combine(_source.Knobs, parts[0])) : [];
        return found.Select(path => Path.GetRelativePath(_source.Knobs, path)).Order(StringComparer.Ordinal);
    }

    private string? Value(string knob)
    {
        string text = Lines(Path.Combine(_source.Knobs, knob), isNeeded: false).FirstOrDefault("");
        int open = text.IndexOf('[', StringComparison.Ordinal);
        int close = text.IndexOf(']', StringComparison.Ordinal);
        return text.Length == 0 ? null : open >= 0 && close > open ? text[(open + 1)..close] : text.Trim();
    }

    private static string[] Lines(string path, bool isNeeded) => isNeeded || File.Exists(path) ? TextFile.Lines(path) : [];

    private static string Field(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "";

    private static long Number(string text) =>
        long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
}
