using System.Diagnostics;
using System.Globalization;
using MthpDsl.Simulation;
using Process = System.Diagnostics.Process;

namespace MthpDsl.Benchmarks;

/// <summary>What machines keep alive, which no diagnoser of allocations says. Each figure is of a process of its own.</summary>
internal static class MemoryTable
{
    /// <summary>The figures, by name, and what each measures: bytes.</summary>
    private static readonly Dictionary<string, Func<double>> Measured = new()
    {
        ["regular"] = () => BytesPerPage(64.GiB(), null),
        ["random"] = () => BytesPerPage(16.GiB(), new AccessPattern { RandomPages = 4_000_000 }),
        ["terabyte-peak"] = () => Peak(() => TerabyteBenchmarks.Story()),
        ["leaves-peak"] = () => Peak(TerabyteBenchmarks.Leaves),
    };

    /// <summary>Prints one figure, or all.</summary>
    public static void Print(string[] names)
    {
        foreach (string name in names.Length > 0 ? names : [.. Measured.Keys])
        {
            Console.WriteLine(Measured[name]().ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>One figure, by a process that does nothing else: bytes a base page of <c>regular</c> and <c>random</c>, else bytes.</summary>
    public static double InOwnProcess(string name)
    {
        // `dotnet run` starts the program itself, `dotnet FILE.dll` the host, which wants the file.
        string own = Environment.ProcessPath!;
        string[] file = Path.GetFileNameWithoutExtension(own) == "dotnet" ? [typeof(MemoryTable).Assembly.Location] : [];
        using Process process = Process.Start(new ProcessStartInfo(own, [.. file, "memory", name])
        {
            RedirectStandardOutput = true,
        })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double BytesPerPage(ByteSize size, AccessPattern? pattern)
    {
        Machine machine = Machines.Of(80.GiB());
        Mapping heap = machine.Main.Map("heap", size);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Machines.Require(machine.Main.Write(heap.Range, pattern));
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)machine.Main.Faults;
        GC.KeepAlive(machine);
        return bytes;
    }

    private static double Peak(Func<Machine> story)
    {
        GC.KeepAlive(story());
        return Process.GetCurrentProcess().PeakWorkingSet64;
    }
}
