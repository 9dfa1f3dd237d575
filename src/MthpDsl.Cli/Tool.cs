using System.CommandLine;
using MthpDsl.Cli.Commands;
using MthpDsl.Cli.Files;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Cli;

/// <summary>The command line: finds the command, says what is wrong with a wrong one, runs a right one.</summary>
internal static class Tool
{
    /// <summary>The tool's name in its own messages.</summary>
    public const string Name = "mthp";

    /// <summary>Runs a command line.</summary>
    public static ExitCode Run(IReadOnlyList<string> args, ToolHost host)
    {
        try
        {
            return Invoke(args, host);
        }
        catch (OutputException failure)
        {
            host.Error.WriteLine($"{Name}: {failure.Message}");
            return ExitCode.Error;
        }
        catch (FilesException missing)
        {
            host.Error.WriteLine($"{Name}: {missing.Message}");
            return ExitCode.Error;
        }
        catch (CommandLineException wrong)
        {
            host.Error.WriteLine($"{Name}: {wrong.Message}");
            return ExitCode.Usage;
        }
    }

    private static ExitCode Invoke(IReadOnlyList<string> args, ToolHost host)
    {
        RootCommand root = new("Simulates how Linux backs anonymous memory with folios, from scenarios in .mthp files.");
        foreach (CommandRow row in RowsFor(args))
        {
            root.Add(row.Create(host));
        }

        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw WhatIsWrong(parsed, args);
        }

        using StreamWriter output = host.OpenOutputText();
        return (ExitCode)parsed.Invoke(new InvocationConfiguration
        {
            Output = output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>Building every command takes longer than running a small scenario: a named command is built alone.</summary>
    private static IEnumerable<CommandRow> RowsFor(IReadOnlyList<string> args) =>
        args.Count > 0 && CommandTable.Find(args[0]) is { } row ? [row] : CommandTable.All;

    private static CommandLineException WhatIsWrong(ParseResult parsed, IReadOnlyList<string> args)
    {
        if (args.Count == 0)
        {
            return new($"a command is missing: {string.Join(", ", CommandTable.All.Select(row => row.Name))}. Try '{Name} --help'.");
        }

        if (parsed.UnmatchedTokens.Count == 0)
        {
            return new(parsed.Errors[0].Message);
        }

        string token = parsed.UnmatchedTokens[0];
        bool isOption = token.StartsWith('-');
        Command command = parsed.CommandResult.Command;
        IEnumerable<string> known = isOption
            ? command.Options.Select(option => option.Name)
            : CommandTable.All.Select(row => row.Name);
        string what = isOption ? "option" : command is RootCommand ? "command" : "argument";
        return CommandLineException.Unknown(what, token, known);
    }
}
