using MthpDsl.Kernel.Running;
using MthpDsl.Scenarios;
using MthpDsl.Simulation;

namespace MthpDsl.Kernel.Import;

/// <summary>Makes a scenario of a process: it starts from the layout that the process had.</summary>
public static class Importer
{
    /// <summary>Reads a process and writes its scenario.</summary>
    /// <param name="source">The running process, or a dump of one.</param>
    /// <param name="kernel">The kernel model that the scenario names.</param>
    /// <param name="save">A folder that gets all that was read, to be imported elsewhere; null for none.</param>
    /// <param name="mappedMax">How much memory a process may have mapped to be read; 16T unless said.</param>
    /// <returns>The scenario; its expectations are the layout that was read.</returns>
    /// <exception cref="KernelException">The process cannot be read, or the dump not written.</exception>
    public static string Import(ProcessSource source, KernelModel kernel, string? save = null, ByteSize? mappedMax = null)
    {
        using ProcessReader reader = new(source, mappedMax ?? RunLimits.Default.Mapped);
        ImportedProcess process = reader.Read();
        if (save is not null)
        {
            reader.Save(save);
        }

        return new ImportWriter(process, kernel.Name).Write();
    }
}
