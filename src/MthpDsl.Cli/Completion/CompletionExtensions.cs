using System.CommandLine;
using System.CommandLine.Completions;
using MthpDsl.Language;

namespace MthpDsl.Cli.Completion;

/// <summary>Gives options and arguments the words of a table, for shells to complete.</summary>
internal static class CompletionExtensions
{
    /// <summary>An option whose value is one of these words.</summary>
    public static Option<T> Completing<T>(this Option<T> option, Func<IEnumerable<WordHelp>> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => Items(words()));
        return option;
    }

    /// <summary>An argument that is one of these words. Help goes on to call it by its name: the words may be many.</summary>
    public static Argument<T> Completing<T>(this Argument<T> argument, Func<IEnumerable<WordHelp>> words)
    {
        argument.HelpName = argument.Name;
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(_ => Items(words()));
        return argument;
    }

    private static IEnumerable<CompletionItem> Items(IEnumerable<WordHelp> words) =>
        words.Select(word => new CompletionItem(word.Name, detail: word.Meaning));
}
