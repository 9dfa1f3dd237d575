using System.CommandLine;
using MthpDsl.Cli.Commands;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;
using MthpDsl.Reporting;

namespace MthpDsl.Cli.Manual;

/// <summary>mthp(1), from the tables of commands, formats, statements, kernels and knobs.</summary>
internal static class ManualPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(Roff roff, ToolHost host)
    {
        Command[] commands = [.. CommandTable.All.Select(row => row.Create(host))];
        roff.Title("MTHP", 1, "MthpDsl", "User Commands");
        roff.Section("NAME");
        roff.Line("mthp - run scenarios of how Linux backs anonymous memory with folios");
        roff.Section("SYNOPSIS");
        foreach (Command command in commands)
        {
            roff.Paragraph(Synopsis(command));
        }

        roff.Section("DESCRIPTION");
        roff.Paragraph("A scenario is a file of the language .mthp: what a machine looks like, which knobs of transparent huge pages are set, what happens to memory, and what must be true at the end. The tool runs it on a simulator of several kernels and prints which folios back the memory afterwards.");
        roff.Section("COMMANDS");
        foreach (Command command in commands)
        {
            WriteCommand(roff, command);
        }

        WriteLists(roff);
        WriteRest(roff);
    }

    private static void WriteCommand(Roff roff, Command command)
    {
        roff.SubSection(Synopsis(command));
        roff.Paragraph(command.Description ?? "");
        foreach (Command inner in command.Subcommands)
        {
            roff.Item(Synopsis(inner), inner.Description ?? "");
        }

        foreach (Argument argument in command.Arguments)
        {
            roff.Item(argument.Name, argument.Description ?? "");
        }

        foreach (Option option in command.Options)
        {
            string names = string.Join(", ", option.Aliases.Prepend(option.Name));
            roff.Item(option.ValueType == typeof(bool) ? names : names + " " + (option.HelpName ?? "VALUE"), option.Description ?? "");
        }
    }

    private static void WriteLists(Roff roff)
    {
        roff.Section("FORMATS");
        roff.Paragraph("What run prints with --format:");
        foreach (ResultFormat format in ResultFormat.All)
        {
            roff.Item(format.Name, format.Help);
        }

        roff.Section("KERNELS");
        WriteWords(roff, KernelWords.Kernels);
        roff.Section("STATEMENTS");
        roff.Paragraph("One statement a line; # starts a comment. 'mthp help STATEMENT' shows more of each.");
        foreach (StatementDefinition row in StatementTable.All)
        {
            roff.Item(string.Join(", ", row.IsExpectation ? [row.Name] : row.Keywords), row.Help);
            roff.Example(row.Example);
        }

        roff.Section("KNOBS");
        roff.Paragraph("Below /sys/kernel/mm/transparent_hugepage/:");
        WriteWords(roff, KernelWords.Knobs);
    }

    private static void WriteRest(Roff roff)
    {
        roff.Section("EXIT STATUS");
        roff.Item("0", "All passed.");
        roff.Item("1", "An expectation was not met.");
        roff.Item("2", "A scenario could not be read or stopped with an error, or results could not be written.");
        roff.Item("3", "The command line is wrong.");
        roff.Section("ENVIRONMENT");
        roff.Item("NO_COLOR", "Where it is set to anything, nothing is coloured. In a pipe nothing is.");
        roff.Section("EXAMPLES");
        roff.Example("mthp new collapse\nmthp run collapse.mthp --watch\nmthp run -e 'map heap 2M' -e 'write heap' --kernel mainline\nmthp run scenarios --filter holes --format junit > results.xml\nmthp compare scenarios/seed/other-kernels.mthp");
    }

    private static void WriteWords(Roff roff, IEnumerable<WordHelp> words)
    {
        foreach (WordHelp word in words)
        {
            roff.Item(word.Name, word.Meaning);
        }
    }

    private static string Synopsis(Command command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument => argument.Arity switch
        {
            { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } => $"[{argument.Name}]",
            { MinimumNumberOfValues: 0 } => $"[{argument.Name} ...]",
            { MaximumNumberOfValues: 1 } => argument.Name,
            _ => argument.Name + " ...",
        });
        string path = command.Parents.OfType<Command>().Aggregate(command.Name, (name, parent) => parent is RootCommand ? name : parent.Name + " " + name);
        string options = command.Options.Count > 0 ? " [options]" : "";
        return string.Join(' ', arguments.Prepend($"{Tool.Name} {path}{options}"));
    }
}
