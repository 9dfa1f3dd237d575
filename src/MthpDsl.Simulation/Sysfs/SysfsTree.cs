using System.Globalization;
using System.IO.Enumeration;
using MthpDsl.Simulation.Statistics;
using MthpDsl.Vocabulary;

namespace MthpDsl.Simulation.Sysfs;

/// <summary>
/// <c>/sys/kernel/mm/transparent_hugepage</c> (spec MM 1): every knob and counter by its path below that directory.
/// </summary>
/// <example>
/// <code>
/// machine.Sysfs["hugepages-64kB/enabled"] = "inherit";
/// Console.WriteLine(machine.Sysfs["hugepages-64kB/enabled"]); // always [inherit] madvise never
/// Console.WriteLine(machine.Sysfs.Write("hugepages-*/enabled", "never")); // None
/// </code>
/// </example>
public sealed class SysfsTree
{
    private readonly PageGeometry _geometry;
    private readonly KernelSet _kernel;
    private readonly Counters _counters;
    private readonly List<SysfsFile> _knobs = [];
    private readonly Dictionary<string, SysfsFile> _byPath = new(StringComparer.Ordinal);

    /// <summary>The tree at boot: the kernel's defaults, built with THP_MADVISE.</summary>
    /// <param name="geometry">The limits scale with the pages of a PMD range.</param>
    /// <param name="kernel">Which files there are.</param>
    /// <param name="counters">What the read-only files show.</param>
    /// <param name="memory">
    /// Below 512 MiB hugepage_init clears the flag word: <c>enabled</c>, <c>defrag</c>, <c>use_zero_page</c> and <c>khugepaged/defrag</c> are
    /// off (spec MM 1.1). The language's default <c>enabled = madvise</c> is the kernel's build option, so it goes with the rest.
    /// </param>
    internal SysfsTree(PageGeometry geometry, KernelSet kernel, Counters counters, ByteSize memory)
    {
        _geometry = geometry;
        _kernel = kernel;
        _counters = counters;
        Policy = new ThpPolicy(geometry);
        foreach (KnobRow row in KnobTable.Rows)
        {
            if ((row.Kernels & kernel) != 0)
            {
                AddFiles(row);
            }
        }

        if (memory < 512.MiB())
        {
            Policy.SetGlobal(GlobalMode.Never);
            Policy.Defrag = DefragMode.Never;
            Policy.UseZeroPage = false;
            Policy.KhugepagedDefrag = false;
        }
    }

    /// <summary>The tree of a kernel by the name scenarios give it.</summary>
    internal SysfsTree(PageGeometry geometry, string kernel, ByteSize memory)
        : this(geometry, KernelTable.Find(kernel)!.Set, new Counters(geometry, kernel), memory)
    {
    }

    /// <summary>What the knobs say, for hot paths.</summary>
    internal ThpPolicy Policy { get; }

    /// <summary>Every knob, in the vocabulary's order, sizes ascending. Counters are not among them.</summary>
    public IReadOnlyList<SysfsFile> Knobs => _knobs;

    /// <summary>Called once after a statement wrote an <c>enabled</c>: starts or stops khugepaged, recomputes min_free_kbytes (spec MM 1.1, 7.4).</summary>
    internal Action? EnabledWritten { get; set; }

    /// <summary>Called after a write of one of khugepaged's sleeps, which wakes it (spec MM 1.4).</summary>
    internal Action? SleepWritten { get; set; }

    /// <summary>
    /// A file's text, as <c>cat</c> prints it; to set it is to write, as <c>echo</c> does. <see cref="Write(string, string)"/> gives the errno instead.
    /// </summary>
    /// <param name="path">A path below the directory; one that is written may have wildcards.</param>
    /// <exception cref="ArgumentException">The kernel refuses; the message names the errno.</exception>
    public string this[string path]
    {
        get => Read(path, out string text) is var errno && errno == Errno.None
            ? text
            : throw new ArgumentException($"reading '{path}' fails with {errno}", nameof(path));
        set
        {
            Errno errno = Write(path, value);
            if (errno != Errno.None)
            {
                throw new ArgumentException($"writing '{value}' to '{path}' fails with {errno}", nameof(path));
            }
        }
    }

    /// <summary>Whether a path has a wildcard.</summary>
    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>The knob at a path, or null.</summary>
    public SysfsFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The knobs a path names: itself, or every match of its wildcards (<c>*</c> and <c>?</c>, within one part of the path).</summary>
    public IReadOnlyList<SysfsFile> Match(string pattern)
    {
        if (!IsGlob(pattern))
        {
            return Find(pattern) is { } file ? [file] : [];
        }

        string[] parts = pattern.Split('/');
        return [.. _knobs.Where(knob => Matches(parts, knob.Path.Split('/')))];
    }

    /// <summary>
    /// Writes a value to every file a path names. khugepaged is started or stopped once all are written, since its thread does
    /// not run before a loop of writes is done.
    /// </summary>
    /// <param name="pattern">A path, perhaps with wildcards.</param>
    /// <param name="value">What is written.</param>
    /// <returns>The first error: ENOENT where nothing matches, EACCES for a read-only file or a counter, EINVAL or ERANGE for the value.</returns>
    public Errno Write(string pattern, string value) => Write(pattern, _ => value);

    /// <summary>Writes to every file a path names a value of its own, as <see cref="Write(string, string)"/> does one value.</summary>
    /// <param name="pattern">A path, perhaps with wildcards.</param>
    /// <param name="valueOf">What is written to the file of a path.</param>
    /// <returns>The first error.</returns>
    public Errno Write(string pattern, Func<string, string> valueOf)
    {
        IReadOnlyList<SysfsFile> files = Match(pattern);
        if (files.Count == 0)
        {
            return TryReadCounter(pattern, out _) ? Errno.EACCES : Errno.ENOENT;
        }

        Errno first = Errno.None;
        bool enabled = false;
        bool sleep = false;
        foreach (SysfsFile file in files)
        {
            Errno errno = file.Write(valueOf(file.Path));
            first = first == Errno.None ? errno : first;
            enabled |= errno == Errno.None && (file.Path == "enabled" || file.Path.EndsWith("/enabled", StringComparison.Ordinal));
            sleep |= errno == Errno.None && file.Path.EndsWith("_sleep_millisecs", StringComparison.Ordinal);
        }

        if (enabled)
        {
            EnabledWritten?.Invoke();
        }

        if (sleep)
        {
            SleepWritten?.Invoke();
        }

        return first;
    }

    /// <summary>What a read of a file returns.</summary>
    /// <param name="path">A knob or a counter, without wildcards.</param>
    /// <param name="text">The file's text without its newline; empty on error.</param>
    /// <returns>ENOENT where there is no such file.</returns>
    public Errno Read(string path, out string text)
    {
        if (Find(path) is { } file)
        {
            text = file.Text;
            return Errno.None;
        }

        bool counter = TryReadCounter(path, out long value);
        text = counter ? value.ToString(CultureInfo.InvariantCulture) : "";
        return counter ? Errno.None : Errno.ENOENT;
    }

    /// <summary>The number in a file: a counter, or a knob that holds a number or a flag.</summary>
    /// <param name="path">Without wildcards.</param>
    /// <param name="value">The number; of a word its place among the file's words.</param>
    /// <returns>False where there is no such file.</returns>
    public bool TryReadNumber(string path, out long value)
    {
        if (Find(path) is { } file)
        {
            value = file.Number;
            return true;
        }

        return TryReadCounter(path, out value);
    }

    /// <summary>The directory of an order: <c>hugepages-64kB</c>.</summary>
    public string Directory(int order) =>
        "hugepages-" + (_geometry.SizeOf(order).Bytes >> 10).ToString(CultureInfo.InvariantCulture) + "kB";

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length
        && pattern.Zip(path).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));

    private void AddFiles(KnobRow row)
    {
        if (row.Scope == KnobScope.Global)
        {
            Add(row, row.Path, _geometry.PmdOrder, KnobAccess.Global);
            return;
        }

        int smallest = row.Scope == KnobScope.AnonSizes ? PageGeometry.MinAnonOrder : 1;
        for (int order = smallest; order <= _geometry.PmdOrder; order++)
        {
            int size = order;
            Add(row, Directory(order) + "/" + row.Path, order, (_, policy, _, _) => KnobAccess.Size(size, policy));
        }
    }

    private void Add(KnobRow row, string path, int order, Func<string, ThpPolicy, Counters, PageGeometry, KnobAccess> bind)
    {
        KnobAccess access = row.Modelled ? bind(row.Path, Policy, _counters, _geometry) : KnobAccess.NotModelled(path);
        SysfsFile file = new(path, row, access, _geometry.PmdPages);
        file.Reset(order == _geometry.PmdOrder);
        _knobs.Add(file);
        _byPath.Add(path, file);
    }

    /// <summary><c>hugepages-NkB/stats/NAME</c>.</summary>
    private bool TryReadCounter(string path, out long value)
    {
        value = 0;
        string[] parts = path.Split('/');
        if (parts.Length != 3 || parts[1] != "stats" || !CounterNames.TryParse(parts[2], out SizeStat stat))
        {
            return false;
        }

        for (int order = 1; order <= _geometry.PmdOrder; order++)
        {
            if (parts[0] == Directory(order) && _counters.Has(stat, order))
            {
                value = _counters[stat, order];
                return true;
            }
        }

        return false;
    }
}
