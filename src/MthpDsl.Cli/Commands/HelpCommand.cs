using System.CommandLine;
using MthpDsl.Cli.Completion;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;

namespace MthpDsl.Cli.Commands;

/// <summary><c>mthp help [STATEMENT|CODE]</c></summary>
internal static class HelpCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string?> topic = new("TOPIC")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A statement such as madvise, or a code such as MTHP2001.",
        };
        topic.Completing(Topics);
        Command command = new("help", "Explains a statement of the language, or the code of a message.") { topic };
        command.SetAction(parsed =>
        {
            using StreamWriter output = host.OpenOutputText();
            return (int)Write(output, parsed.GetValue(topic));
        });
        return command;
    }

    private static ExitCode Write(TextWriter output, string? topic)
    {
        if (topic is null)
        {
            WriteStatements(output);
        }
        else if (StatementTable.Find(topic) is { } statement)
        {
            WriteStatement(output, statement);
        }
        else if (DiagnosticTable.Find(topic) is { } diagnostic)
        {
            WriteDiagnostic(output, diagnostic);
        }
        else
        {
            throw CommandLineException.Unknown("help for", topic, Topics().Select(known => known.Name));
        }

        return ExitCode.Passed;
    }

    private static IEnumerable<WordHelp> Topics() => StatementTable.Keywords
        .Select(word => new WordHelp(word, FirstSentence(StatementTable.Find(word)!.Help)))
        .Concat(StatementTable.All.Where(row => !StatementTable.Keywords.Contains(row.Name)).Select(row => new WordHelp(row.Name, FirstSentence(row.Help))))
        .Concat(DiagnosticTable.All.Select(row => new WordHelp(row.Code, row.Title)));

    private static void WriteStatements(TextWriter output)
    {
        output.WriteLine("mthp run FILE     runs scenarios; 'mthp --help' lists the commands");
        output.WriteLine("mthp help WORD    explains a statement below, or a code such as MTHP2001");
        output.WriteLine();
        output.WriteLine("The statements of the language:");
        foreach (StatementDefinition row in StatementTable.Statements)
        {
            output.WriteLine("  " + string.Join(", ", row.Keywords).PadRight(20) + "  " + FirstSentence(row.Help));
        }

        output.WriteLine();
        output.WriteLine("Expectations:");
        foreach (StatementDefinition row in StatementTable.Expectations)
        {
            output.WriteLine("  " + row.Name.PadRight(20) + "  " + FirstSentence(row.Help));
        }
    }

    private static void WriteStatement(TextWriter output, StatementDefinition row)
    {
        output.WriteLine(row.Grammar);
        output.WriteLine();
        output.WriteLine(row.Help);
        WriteExample(output, "Example", row.Example);
        WriteWords(output, KernelWords.Of(row));
        if (row.Keywords.Contains("expect") || row.IsExpectation)
        {
            output.WriteLine();
            output.WriteLine("Forms of expect: " + string.Join(", ", StatementTable.Expectations.Select(form => form.Name)));
        }
    }

    private static void WriteWords(TextWriter output, IReadOnlyList<WordHelp> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        output.WriteLine();
        int width = words.Max(word => word.Name.Length);
        foreach (WordHelp word in words)
        {
            output.WriteLine("  " + word.Name.PadRight(width) + "  " + word.Meaning);
        }
    }

    private static void WriteDiagnostic(TextWriter output, DiagnosticDescriptor row)
    {
        string severity = row.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        output.WriteLine($"{row.Code}: {row.Title} ({severity})");
        output.WriteLine();
        output.WriteLine(row.Help);
        WriteExample(output, "Wrong", row.BadExample);
        WriteExample(output, "Right", row.GoodExample);
    }

    private static void WriteExample(TextWriter output, string title, string example)
    {
        if (example.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title + ":");
        foreach (string line in example.Split('\n'))
        {
            output.WriteLine("  " + line);
        }
    }

    private static string FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
