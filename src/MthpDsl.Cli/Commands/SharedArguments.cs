using System.CommandLine;
using MthpDsl.Cli.Completion;
using MthpDsl.Cli.Files;
using MthpDsl.Language;
using MthpDsl.Reporting;
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

    /// <summary><c>-e STATEMENT</c>: a scenario on the command line.</summary>
    public static Option<string[]> Lines() => new("-e")
    {
        HelpName = "STATEMENT", Description = "A line of a scenario, in place of a file; again for the next line: -e 'map heap 2M' -e 'write heap'.",
    };

    /// <summary>There is neither a file nor a line.</summary>
    public static CommandLineException NoScenario() =>
        new($"a scenario is missing: name a file, a folder, a pattern, - for standard input, or write -e 'map heap 2M'. Try '{Tool.Name} --help'.");

    /// <summary><c>--kernel NAME</c>.</summary>
    public static Option<string> Kernel() => KernelOption(
        "--kernel", "NAME", "The kernel model, in place of the scenario's own: " + string.Join(", ", KernelModel.All.Select(model => model.Name)) + ".");

    /// <summary>An option that names kernels, one or a list.</summary>
    public static Option<string> KernelOption(string name, string helpName, string description) =>
        new Option<string>(name) { HelpName = helpName, Description = description }.Completing(() => KernelWords.Kernels);

    /// <summary><c>--format NAME</c>, with the names a command knows.</summary>
    public static Option<string> Format(IEnumerable<WordHelp> names)
    {
        WordHelp[] words = [.. names];
        return new Option<string>("--format")
        {
            Description = "How results are printed: " + string.Join(", ", words.Select(word => word.Name)) + ".",
            HelpName = "NAME",
            DefaultValueFactory = _ => "text",
        }.Completing(() => words);
    }

    /// <summary><c>--format NAME</c> of commands that give results.</summary>
    public static Option<string> ResultFormats() => Format(ResultFormat.All.Select(row => new WordHelp(row.Name, row.Help)));

    /// <summary>The format of a name; text where none is said.</summary>
    public static ResultFormat ResultFormatOf(string? name) => ResultFormat.Find(name ?? "text")
        ?? throw CommandLineException.Unknown("format", name!, ResultFormat.All.Select(row => row.Name));

    /// <summary>The formats of commands that know two.</summary>
    public static Option<string> TextOrJson() => Format([new("text", "For people."), new("json", "One document.")]);

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
