using System.Diagnostics;
using MthpDsl.Kernel.Running;
using Xunit;

namespace MthpDsl.Tests.Kernel;

[Collection(KernelCollection.Name)]
public sealed class RestoringTests
{
    private const string Endless = """
        machine {
          swap 64M on file
        }
        sysfs hugepages-*/enabled = always
        sysfs khugepaged/max_ptes_none = 7
        map heap 16M
        fork child
        repeat 300 {
          write heap
          madvise heap pageout
        }
        """;

    [KernelTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public void A_program_that_is_killed_half_way_leaves_everything_as_it_was(string signal)
    {
        using TemporaryFolder folder = new();
        string program = Path.Combine(folder.Path, "endless");
        CCompiler.Compile(folder.Write("endless.c", Exported.Of(Endless).Code!), program);
        string before = MachineState.Settled();

        using Process running = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        bool turned = SpinWait.SpinUntil(() => MachineState.Has("hugepages-64kB/enabled", "always"), TimeSpan.FromMinutes(1));
        using Process kill = Process.Start("kill", ["-" + signal, running.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        running.WaitForExit();

        Assert.True(turned);
        Assert.Equal(before, MachineState.Settled());
    }

    [KernelFact]
    public void Killing_the_keeper_leaves_the_restoring_to_the_program()
    {
        using TemporaryFolder folder = new();
        string program = Path.Combine(folder.Path, "short");
        CCompiler.Compile(folder.Write("short.c", Exported.Of(Endless.Replace("repeat 300", "repeat 10", StringComparison.Ordinal)).Code!), program);
        string before = MachineState.Settled();

        using Process running = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        bool turned = SpinWait.SpinUntil(() => MachineState.Has("hugepages-64kB/enabled", "always"), TimeSpan.FromMinutes(1));
        foreach (Process keeper in Process.GetProcessesByName("mthp-keeper").Where(keeper => ParentOf(keeper) == running.Id))
        {
            keeper.Kill();
        }

        running.StandardOutput.ReadToEnd();
        running.WaitForExit();

        Assert.True(turned);
        Assert.Equal(before, MachineState.Settled());
    }

    private static int ParentOf(Process process) => int.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal)).AsSpan(5),
        System.Globalization.CultureInfo.InvariantCulture);
}
