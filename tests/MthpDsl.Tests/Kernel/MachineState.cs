using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>All that an exported program may change: knobs, swap, zram devices, its own processes.</summary>
internal static class MachineState
{
    private const string Thp = "/sys/kernel/mm/transparent_hugepage";
    private static readonly string[] Counters = ["full_scans", "pages_collapsed"];

    /// <summary>The state while no exported program runs: they hold a lock until the last of them has put everything back.</summary>
    public static string Settled()
    {
        const int ReadOnly = 0;
        const int Exclusive = 2;
        int folder = Open(Thp, ReadOnly);
        try
        {
            Assert.Equal(0, Flock(folder, Exclusive));
            return Read();
        }
        finally
        {
            _ = Close(folder);
        }
    }

    /// <summary>Whether a knob is set to a word now.</summary>
    public static bool Has(string knob, string word) => File.ReadAllText(Path.Combine(Thp, knob)).Contains($"[{word}]", StringComparison.Ordinal);

    private static string Read()
    {
        StringBuilder text = new();
        foreach (string file in Knobs().Append("/proc/sys/vm/min_free_kbytes").Append("/proc/swaps"))
        {
            text.Append(file).Append(": ").Append(File.ReadAllText(file));
        }

        text.AppendJoin('\n', Directory.EnumerateDirectories("/sys/block").Where(path => path.Contains("zram", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        text.Append('\n').AppendJoin('\n', Living());
        return text.ToString();
    }

    private static IEnumerable<string> Knobs() => Directory.EnumerateFiles(Thp)
        .Concat(Directory.EnumerateFiles(Thp + "/khugepaged"))
        .Concat(Directory.EnumerateDirectories(Thp, "hugepages-*").Select(folder => folder + "/enabled").Where(File.Exists))
        .Where(file => !Counters.Contains(Path.GetFileName(file)))
        .Order(StringComparer.Ordinal);

    // A process that waits for its parent to look at it has let go of everything.
    private static IEnumerable<string> Living() => Process.GetProcesses()
        .Where(process => process.ProcessName.StartsWith("mthp-", StringComparison.Ordinal))
        .Where(process => !StatusOf(process.Id).Contains("State:\tZ", StringComparison.Ordinal))
        .Select(process => process.ProcessName + " " + process.Id);

    private static string StatusOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/status");
        }
        catch (IOException)
        {
            return "State:\tZ";
        }
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "flock")]
    private static extern int Flock(int file, int operation);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
