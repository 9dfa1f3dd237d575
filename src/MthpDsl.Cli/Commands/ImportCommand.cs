using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Import;
using MthpDsl.Kernel.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp import --pid N | --dump DIR [--save DIR] [--kernel NAME]</c></summary>
internal static class ImportCommand
{
    public static Command Create(ToolHost host)
    {
        Option<int?> pid = new("--pid") { HelpName = "N", Description = "A running process; needs root." };
        Option<string> dump = new("--dump")
        {
            HelpName = "DIR", Description = "A folder with copies of smaps, status, pagemap, kpageflags, kpagecount, meminfo, pmd-mapped and transparent_hugepage/.",
        };
        Option<string> save = new("--save") { HelpName = "DIR", Description = "Also write such a folder." };
        Option<string> kernel = SharedArguments.Kernel();
        Option<string> mapped = LimitArguments.Mapped("Memory that the process may have mapped.");
        Command command = new("import", "Writes a scenario that starts from the layout of a process.") { pid, dump, save, kernel, mapped };
        command.SetAction(parsed =>
        {
            int? id = parsed.GetValue(pid);
            string? folder = parsed.GetValue(dump);
            if (id is null == folder is null)
            {
                throw new CommandLineException("say either --pid or --dump");
            }

            string? name = SharedArguments.KernelOf(parsed.GetValue(kernel));
            ProcessSource source = id is { } number ? ProcessSource.OfProcess(number) : ProcessSource.OfDump(folder!);
            ByteSize most = LimitArguments.SizeOf(parsed, mapped);
            return (int)KernelFiles.Guard(host, () => Import(source, name, parsed.GetValue(save), most, host));
        });
        return command;
    }

    private static ExitCode Import(ProcessSource source, string? kernel, string? save, ByteSize mappedMax, ToolHost host)
    {
        KernelModel model = (kernel is null ? KernelMachine.ModelOf(KernelMachine.Release) : KernelModel.Find(kernel)) ?? KernelModel.Linux618;
        string text = Importer.Import(source, model, save, mappedMax);
        using StreamWriter output = host.OpenOutputText();
        output.Write(text);
        return ExitCode.Passed;
    }
}
