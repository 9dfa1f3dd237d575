using System.CommandLine;
using MthpDsl.Cli.Files;
using MthpDsl.Simulation;

namespace MthpDsl.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class SharedArguments
{
    /// <summary><c>FILE|DIR|GLOB|- …</c>, at least one.</summary>
    public static Argument<string[]> Files() => new("FILE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "A scenario, a folder of scenarios, a pattern such as 'scenarios/**/*.mthp', or - for standard input.",
    };

    /// <summary><c>--kernel NAME</c>.</summary>
    public static Option<string> Kernel() => new("--kernel")
    {
        HelpName = "NAME",
        Description = "The kernel model, in place of the scenario's own: " + string.Join(", ", KernelModel.All.Select(model => model.Name)) + ".",
    };

    /// <summary>The kernel's name, checked; null where none is said.</summary>
    public static string? KernelOf(string? name) => name is null || KernelModel.Find(name) is not null
        ? name
        : throw CommandLineException.Unknown("kernel", name, KernelModel.All.Select(model => model.Name));

    /// <summary>Whether a command that knows <c>text</c> and <c>json</c> is to print JSON.</summary>
    public static bool IsJson(string? format) => format switch
    {
        null or "text" => false,
        "json" => true,
        _ => throw CommandLineException.Unknown("format", format, ["text", "json"]),
    };

    /// <summary>The files that the arguments name.</summary>
    public static IReadOnlyList<string> FilesOf(ParseResult parsed, Argument<string[]> files)
    {
        string[] values = parsed.GetValue(files) ?? [];
        bool escaped = parsed.Tokens.Any(token => token.Value == "--");
        string? option = escaped ? null : Array.Find(values, value => value.Length > 1 && value[0] == '-');
        if (option is not null)
        {
            throw CommandLineException.Unknown("option", option, parsed.CommandResult.Command.Options.Select(known => known.Name));
        }

        return ScenarioFiles.Find(values);
    }
}
