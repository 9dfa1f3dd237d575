using System.Collections.Immutable;
using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using MthpDsl.Scenarios;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp verify FILE|DIR|GLOB|- … [--kernel NAME] [--binary OUT] [--result FILE …]</c></summary>
internal static class VerifyCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string[]> files = SharedArguments.Files();
        Option<string> kernel = SharedArguments.KernelOption("--kernel", "NAME", "The model to compare with; else that of the kernel's version.");
        Option<string> binary = new("--binary") { HelpName = "OUT", Description = "Run nothing; write the static program, for a machine elsewhere." };
        Option<string[]> results = new("--result")
        {
            HelpName = "FILE", Description = "Run nothing; compare with a document the program printed elsewhere. Once for each run of it.",
        };
        Command command = new("verify", "Runs scenarios on this machine's kernel, three times each, and compares. Needs root, Linux and cc.")
        {
            files, kernel, binary, results,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<string> named = SharedArguments.FilesOf(parsed, files);
            KernelModel? model = SharedArguments.KernelOf(parsed.GetValue(kernel)) is { } name ? KernelModel.Find(name) : null;
            string[] documents = parsed.GetValue(results) ?? [];
            if ((parsed.GetValue(binary) is not null || documents.Length > 0) && named.Count != 1)
            {
                throw new CommandLineException("--binary and --result are about one scenario");
            }

            return parsed.GetValue(binary) is { } output
                ? (int)KernelFiles.Guard(host, () => KernelFiles.WriteProgram(named[0], output, model, host))
                : (int)KernelFiles.Guard(host, () => Verify(named, documents, model, host));
        });
        return command;
    }

    private static ExitCode Verify(IReadOnlyList<string> files, string[] results, KernelModel? model, ToolHost host)
    {
        using StreamWriter output = host.OpenOutputText();
        VerdictPrinter printer = new(output);
        using ProgressLine progress = new(host, files.Count);
        IReadOnlyList<KernelDocument> documents = [.. results.Select(KernelFiles.ReadDocument)];
        for (int i = 0; i < files.Count; i++)
        {
            progress.Report(i);
            ScenarioText text = ScenarioReader.Read(files[i], host);
            ImmutableArray<CaseVerdict> verdicts = documents.Count > 0
                ? Verifier.Compare(text, files[i], documents, model)
                : Verifier.Verify(text, files[i], model);
            progress.Clear();
            foreach (CaseVerdict verdict in verdicts)
            {
                printer.Write(verdict);
            }

            output.Flush();
        }

        progress.Clear();
        printer.Complete();
        return printer.Worst switch
        {
            VerifyStatus.Failed => ExitCode.Error,
            VerifyStatus.Different or VerifyStatus.Unstable => ExitCode.Failed,
            _ => printer.Equal > 0 ? ExitCode.Passed : ExitCode.Error, // nothing compared is nothing proved
        };
    }
}
