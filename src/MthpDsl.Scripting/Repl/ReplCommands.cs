using MthpDsl.Language;

namespace MthpDsl.Scripting.Repl;

/// <summary>The commands of the prompt, in the order of the help.</summary>
internal static class ReplCommands
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<ReplCommand> All { get; } =
    [
        new("help", "[STATEMENT]", "this, or what a statement means", (_, words, _) => Help(words)),
        new("kernel", "[NAME]", "does all again under another kernel model", (session, words, stop) => session.ChangeKernel(words, stop)),
        new("compare", "[NAME …]", "what other kernel models make of the same", (session, words, stop) => session.Compare(words, stop)),
        new("undo", "[N]", "forgets the last input, or the last N", (session, words, _) => session.Undo(words)),
        new("history", "", "what was done, as a scenario", (session, _, _) => ReplAnswer.Of(session.History.TrimEnd().Split('\n'))),
        new("save", "FILE.mthp", "writes what was done as a scenario", (session, words, _) => session.Save(words)),
        new("load", "FILE.mthp", "does what a scenario says, on a new machine", (session, words, stop) => session.Load(words, stop)),
        new("reset", "", "a new machine, on which nothing was done", (session, _, _) => session.Reset()),
        new("quit", "", "ends the session", (_, _, _) => new ReplAnswer { IsEnd = true }),
    ];

    /// <summary>Runs an input that begins with <c>#</c>.</summary>
    public static ReplAnswer Run(ReplSession session, string text, CancellationToken stop)
    {
        string[] words = text[1..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string name = words[0] == "exit" ? "quit" : words[0];
        ReplCommand? command = All.FirstOrDefault(row => row.Name == name);
        return command is not null
            ? command.Run(session, words[1..], stop)
            : ReplAnswer.Refused(
                $"There is no command '#{name}'.",
                Suggestions.Nearest(name, All.Select(row => row.Name)) is { } near ? $"did you mean '#{near}'?" : "#help lists them");
    }

    private const int KeywordsPerLine = 9;

    private static ReplAnswer Help(string[] words)
    {
        if (words.Length == 0)
        {
            return ReplAnswer.Of(
                [
                    "A line that is a statement of the language runs as one; everything else is C#",
                    "over machine, main and the mappings by name.",
                    "",
                    .. All.Select(row => $"  {("#" + row.Name + " " + row.Arguments).TrimEnd(),-20}  {row.Help}"),
                    "",
                    "Statements:",
                    .. StatementTable.Keywords.Chunk(KeywordsPerLine).Select(words => "  " + string.Join(" ", words)),
                ]);
        }

        return StatementTable.Find(words[0]) is { } statement
            ? ReplAnswer.Of(statement.Grammar, statement.Help, "  " + statement.Example.Replace("\n", "\n  ", StringComparison.Ordinal))
            : ReplAnswer.Refused(
                $"There is no statement '{words[0]}'.", Suggestions.DidYouMean(Suggestions.Nearest(words[0], StatementTable.Keywords)));
    }
}
