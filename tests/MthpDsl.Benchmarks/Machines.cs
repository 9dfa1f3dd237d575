using MthpDsl.Simulation;

namespace MthpDsl.Benchmarks;

/// <summary>Machines in the states that benchmarks begin from.</summary>
internal static class Machines
{
    /// <summary>A machine with one folio size switched on.</summary>
    /// <param name="memory">Its memory.</param>
    /// <param name="size">4K for base pages only.</param>
    /// <param name="bulk">False for the plain ways, page by page.</param>
    /// <param name="kernel">6.18 unless said.</param>
    public static Machine Of(ByteSize memory, string size = "4K", bool bulk = true, KernelModel? kernel = null)
    {
        Machine machine = new(kernel ?? KernelModel.Linux618, new MachineOptions { Memory = memory }) { UsesBulkPaths = bulk };
        Require(machine.Sysfs.Write("hugepages-*/enabled", "never"));
        if (size != "4K")
        {
            Enable(machine, size);
        }

        return machine;
    }

    /// <summary>Switches a folio size on for all.</summary>
    public static void Enable(Machine machine, string size) => Require(machine.Sysfs.Write(
        size switch { "64K" => "hugepages-64kB/enabled", "2M" => "hugepages-2048kB/enabled", _ => throw new ArgumentException(size) }, "always"));

    /// <summary>A failed step would make the rest measure nothing.</summary>
    public static void Require(Errno errno)
    {
        if (errno != Errno.None)
        {
            throw new InvalidOperationException("the machine answers " + errno);
        }
    }
}
