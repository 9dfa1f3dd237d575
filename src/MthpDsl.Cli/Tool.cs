using System.CommandLine;
using System.CommandLine.Invocation;
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
        if (RunCommand.FilesAlone(args) is { } files)
        {
            return RunCommand.Run(files, host);
        }

        return args.Count > 0 && !args.TakeWhile(arg => arg != "--").Any(IsHelp) && CommandTable.Find(args[0]) is { } row
            ? InvokeAlone(row.Create(host), args)
            : InvokeAny(args, host);
    }

    /// <summary>
    /// A command that is named, without the frame of the others: building that takes longer than running a small scenario.
    /// </summary>
    private static ExitCode InvokeAlone(Command command, IReadOnlyList<string> args)
    {
        ParseResult parsed = Parsed(command, [.. args.Skip(1)]);
        return (ExitCode)(parsed.Action is SynchronousCommandLineAction action
            ? action.Invoke(parsed)
            : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
    }

    private static ExitCode InvokeAny(IReadOnlyList<string> args, ToolHost host)
    {
        RootCommand root = new("Simulates how Linux backs anonymous memory with folios, from scenarios in .mthp files.");
        foreach (CommandRow row in CommandTable.All)
        {
            root.Add(row.Create(host));
        }

        using StreamWriter output = host.OpenOutputText();
        return (ExitCode)Parsed(root, args).Invoke(new InvocationConfiguration
        {
            Output = output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static ParseResult Parsed(Command command, IReadOnlyList<string> args)
    {
        ParseResult parsed = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Errors.Count == 0 ? parsed : throw WhatIsWrong(parsed, args);
    }

    private static bool IsHelp(string arg) => arg is "--help" or "-h" or "-?" or "/h" or "/?";

    private static CommandLineException WhatIsWrong(ParseResult parsed, IReadOnlyList<string> args)
    {
        if (args.Count == 0 && parsed.CommandResult.Command is RootCommand)
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
