using MthpDsl.Cli;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using ToolHost host = ToolHost.OfProcess();

try
{
    return (int)Tool.Run(args, host);
}
catch (OutOfMemoryException)
{
    host.Error.WriteLine($"{Tool.Name}: there is not enough memory.");
}
catch (Exception bug) when (string.IsNullOrEmpty(host.Environment("MTHP_TRACE")))
{
    // Told, not hidden: where it happened is for whoever mends it.
    host.Error.WriteLine($"{Tool.Name}: this is a bug of {Tool.Name} ({bug.GetType().Name}: {Printable.Of(bug.Message)}). With MTHP_TRACE=1 it says where.");
}

return (int)ExitCode.Error;
