using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using MthpDsl.Cli.Commands;
using MthpDsl.Cli.Hosting;
using MthpDsl.Language;

namespace MthpDsl.Cli.Completion;

/// <summary>What may stand at the end of a command line.</summary>
/// <param name="Words">Words, each with what it means.</param>
/// <param name="TakesFiles">Files may stand there: the shell knows them.</param>
internal sealed record Candidates(ImmutableArray<WordHelp> Words, bool TakesFiles)
{
    public static readonly Candidates None = new([], false);

    public static readonly Candidates Files = new([], true);
}

/// <summary>Completes a command line from the commands, their options, and the tables of the language.</summary>
internal sealed class Completer(ToolHost host)
{
    private static readonly string[] _fileNames = ["FILE", "DIR", "OUT", "NAME.mthp"];

    /// <summary>What may stand in place of the last word.</summary>
    /// <param name="words">The words behind <c>mthp</c>; the last is the one that is being typed, and may be empty.</param>
    public Candidates Complete(IReadOnlyList<string> words)
    {
        if (words.Count <= 1)
        {
            return Of(CommandTable.All.Select(row => new WordHelp(row.Name, row.Create(host).Description ?? "")), words.Count == 0 ? "" : words[0]);
        }

        return CommandTable.Find(words[0]) is { } found ? Complete(found.Create(host), [.. words.Skip(1)]) : Candidates.None;
    }

    private static Candidates Complete(Command command, string[] words)
    {
        string typed = words[^1];
        int equals = typed.IndexOf('=', StringComparison.Ordinal);
        if (typed.StartsWith("--", StringComparison.Ordinal) && equals > 0)
        {
            return Find(command, typed[..equals]) is { } assigned ? Values(assigned, typed[(equals + 1)..], typed[..(equals + 1)]) : Candidates.None;
        }

        if (words.Length > 1 && Find(command, words[^2]) is { } option && TakesValue(option))
        {
            return Values(option, typed, "");
        }

        return typed.StartsWith('-')
            ? Of(command.Options.Where(known => !known.Hidden).Select(known => new WordHelp(known.Name, known.Description ?? "")).Append(new("--help", "Shows what the command takes.")), typed)
            : Positional(command, words);
    }

    private static Candidates Positional(Command command, string[] words)
    {
        int before = 0;
        for (int i = 0; i < words.Length - 1; i++)
        {
            bool isOption = words[i].StartsWith('-') && words[i].Length > 1;
            before += isOption ? 0 : 1;
            i += isOption && Find(command, words[i]) is { } option && TakesValue(option) ? 1 : 0;
        }

        Argument? argument = command.Arguments.ElementAtOrDefault(before)
            ?? command.Arguments.LastOrDefault(last => last.Arity.MaximumNumberOfValues > 1);
        return argument is null ? SubCommands(command, words[^1])
            : argument.CompletionSources.Count > 0 ? Of(argument.GetCompletions(CompletionContext.Empty).Select(WordOf), words[^1])
            : _fileNames.Contains(argument.Name) ? Candidates.Files
            : Candidates.None;
    }

    private static Candidates SubCommands(Command command, string typed) =>
        Of(command.Subcommands.Select(inner => new WordHelp(inner.Name, inner.Description ?? "")), typed);

    private static Candidates Values(Option option, string typed, string before)
    {
        int list = option.HelpName?.Contains(',', StringComparison.Ordinal) == true ? typed.LastIndexOf(',') + 1 : 0;
        WordHelp[] words = [.. option.GetCompletions(CompletionContext.Empty).Select(WordOf)];
        return words.Length == 0 && _fileNames.Contains(option.HelpName) ? Candidates.Files
            : Prefixed(before + typed[..list], Of(UpToTheValue(words, typed), typed[list..]));
    }

    /// <summary>Of <c>KNOB=VALUE</c> first the knobs, and the values once the knob is there.</summary>
    private static IEnumerable<WordHelp> UpToTheValue(IEnumerable<WordHelp> words, string typed) => typed.Contains('=', StringComparison.Ordinal)
        ? words
        : words.Select(word => word.Name.IndexOf('=', StringComparison.Ordinal) is > 0 and int at ? word with { Name = word.Name[..(at + 1)] } : word);

    private static Candidates Prefixed(string before, Candidates candidates) =>
        candidates with { Words = [.. candidates.Words.Select(word => word with { Name = before + word.Name })] };

    private static Candidates Of(IEnumerable<WordHelp> words, string typed) =>
        new([.. words.Where(word => word.Name.StartsWith(typed, StringComparison.Ordinal)).DistinctBy(word => word.Name)], false);

    private static WordHelp WordOf(CompletionItem item) => new(item.Label, item.Detail ?? "");

    private static Option? Find(Command command, string name) =>
        command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool);
}
