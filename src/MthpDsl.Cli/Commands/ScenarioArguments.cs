using System.CommandLine;
using MthpDsl.Cli.Files;

namespace MthpDsl.Cli.Commands;

/// <summary><c>FILE|DIR|GLOB|- …</c> and <c>-e STATEMENT …</c>: the scenarios of a command, at least one.</summary>
internal sealed class ScenarioArguments
{
    private readonly Argument<string[]> _files = SharedArguments.Files();
    private readonly Option<string[]> _lines = SharedArguments.Lines();

    public ScenarioArguments() => _files.Arity = ArgumentArity.ZeroOrMore;

    public void AddTo(Command command)
    {
        command.Add(_files);
        command.Add(_lines);
    }

    /// <summary>The scenarios, what the command line holds first.</summary>
    /// <exception cref="CommandLineException">There is none.</exception>
    /// <exception cref="FilesException">An argument names none.</exception>
    public IReadOnlyList<ScenarioInput> Of(ParseResult parsed)
    {
        string[] lines = parsed.GetValue(_lines) ?? [];
        if (lines.Length == 0 && parsed.GetValue(_files) is not [_, ..])
        {
            throw SharedArguments.NoScenario();
        }

        IEnumerable<ScenarioInput> files = SharedArguments.FilesOf(parsed, _files).Select(file => new ScenarioInput(file));
        return lines.Length == 0 ? [.. files] : [ScenarioInput.OfLines(lines), .. files];
    }
}
