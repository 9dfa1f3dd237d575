using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Reporting.Text;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Files;

/// <summary>Programs and documents of real kernels as files.</summary>
internal static class KernelFiles
{
    /// <summary>Reads a result document.</summary>
    /// <exception cref="KernelException">It cannot be read, or is none.</exception>
    public static KernelDocument ReadDocument(string path) => KernelDocument.Parse(TextFile.Read(path));

    /// <summary>Writes the static program of a scenario.</summary>
    public static ExitCode WriteProgram(string file, string output, KernelModel? model, ToolHost host)
    {
        Verifier.WriteProgram(ScenarioReader.Read(file, host), file, output, model);
        return ExitCode.Passed;
    }

    /// <summary>Runs a command; what a kernel, a compiler or a document keeps from being done is said, and is an error.</summary>
    public static ExitCode Guard(ToolHost host, Func<ExitCode> command)
    {
        try
        {
            return command();
        }
        catch (KernelException failure)
        {
            host.Error.WriteLine($"{Tool.Name}: {string.Join('\n', failure.Message.Split('\n').Select(Printable.Of))}");
            return ExitCode.Error;
        }
    }
}
