using System.CommandLine;
using MthpDsl.Cli.Completion;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;

namespace MthpDsl.Cli.Commands;

/// <summary>
/// <c>mthp complete -- WORD …</c>, what the scripts of <see cref="CompletionCommand"/> ask: a candidate a line, behind a tab what it
/// means; the one line <c>:files</c> where files may stand.
/// </summary>
internal static class CompleteCommand
{
    private const string Files = ":files";

    public static Command Create(ToolHost host)
    {
        Argument<string[]> words = new("WORD") { Arity = ArgumentArity.ZeroOrMore, Description = "The words behind mthp; the last is being typed." };
        Command command = new("complete", "Answers the completion scripts of shells.") { words };
        command.SetAction(parsed =>
        {
            using StreamWriter output = host.OpenOutputText();
            Candidates candidates = new Completer(host).Complete(parsed.GetValue(words) ?? []);
            if (candidates.TakesFiles)
            {
                output.WriteLine(Files);
            }

            foreach (WordHelp word in candidates.Words)
            {
                output.WriteLine(word.Name + "\t" + word.Meaning);
            }

            return (int)ExitCode.Passed;
        });
        return command;
    }
}
