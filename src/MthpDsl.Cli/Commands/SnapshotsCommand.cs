using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;
using MthpDsl.Reporting.Text;
using MthpDsl.Scenarios;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp snapshots review|accept|reject [DIR]</c>: the <c>.received.</c> files that failed snapshot tests have left.</summary>
internal static class SnapshotsCommand
{
    private const string Received = ".received.";
    private const string Verified = ".verified.";

    public static Command Create(ToolHost host) => new("snapshots", "Reviews, accepts or rejects what snapshot tests have received.")
    {
        Verb("review", "Shows what was received beside what was verified.", host, Review),
        Verb("accept", "Puts what was received in place of what was verified.", host, (output, file) => Accept(output, file)),
        Verb("reject", "Deletes what was received.", host, (output, file) => Reject(output, file)),
    };

    private static Command Verb(string name, string description, ToolHost host, Action<TextWriter, string> handle)
    {
        Argument<string> folder = new("DIR") { Description = "Where to look, folders below included.", DefaultValueFactory = _ => "." };
        Command command = new(name, description) { folder };
        command.SetAction(parsed => (int)Run(parsed.GetValue(folder)!, host, handle));
        return command;
    }

    private static ExitCode Run(string folder, ToolHost host, Action<TextWriter, string> handle)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandLineException($"there is no folder '{Printable.Of(folder)}'.");
        }

        using StreamWriter output = host.OpenOutputText();
        string[] files = [.. Glob.Files(folder.TrimEnd('/') + "/**/*" + Received + "*")];
        foreach (string file in files)
        {
            try
            {
                handle(output, file);
            }
            catch (Exception refused) when (refused is UnauthorizedAccessException or (IOException and not OutputException))
            {
                throw new OutputException(Printable.Of(refused.Message), refused);
            }
        }

        output.WriteLine(files.Length == 1 ? "1 snapshot" : FormattableString.Invariant($"{files.Length} snapshots"));
        return ExitCode.Passed;
    }

    private static string VerifiedOf(string file)
    {
        string name = Path.GetFileName(file);
        int at = name.LastIndexOf(Received, StringComparison.Ordinal);
        return Path.Combine(Path.GetDirectoryName(file)!, name[..at] + Verified + name[(at + Received.Length)..]);
    }

    private static void Review(TextWriter output, string file)
    {
        string verified = VerifiedOf(file);
        output.WriteLine(Printable.Of(file));
        string[] old = File.Exists(verified) ? ReadableFile.Lines(verified) : [];
        string[] @new = ReadableFile.Lines(file);
        int head = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        int tail = old.Skip(head).Reverse().Zip(@new.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        Write(output, "- ", old[head..^tail]);
        Write(output, "+ ", @new[head..^tail]);
    }

    private static void Write(TextWriter output, string mark, string[] lines)
    {
        foreach (string line in lines)
        {
            output.WriteLine(mark + Printable.Of(line));
        }
    }

    private static void Accept(TextWriter output, string file)
    {
        File.Move(file, VerifiedOf(file), overwrite: true);
        output.WriteLine("accepted " + Printable.Of(VerifiedOf(file)));
    }

    private static void Reject(TextWriter output, string file)
    {
        File.Delete(file);
        output.WriteLine("rejected " + Printable.Of(file));
    }
}
