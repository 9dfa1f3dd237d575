using MthpDsl.Language;
using MthpDsl.Scripting.Blocks;

namespace MthpDsl.Scripting.Repl;

/// <content>Completion of both languages.</content>
public sealed partial class ReplSession : IDisposable
{
    private CSharpCompletion? _completion;

    /// <summary>What can stand at a place of an input.</summary>
    /// <param name="text">The input so far.</param>
    /// <param name="caret">The place, from 0 to its length.</param>
    public ReplCompletion Complete(string text, int caret)
    {
        int start = StatementCompletion.StartOfWord(text, caret);
        int lineStart = text.LastIndexOf('\n', Math.Max(0, caret - 1), caret) + 1;
        string before = text[lineStart..Math.Max(lineStart, start)];
        string word = text[start..caret];
        if (before.Trim().Length == 0 && word.StartsWith('#'))
        {
            return Fitting(start, word, ReplCommands.All.Select(command => "#" + command.Name)) with { EndsWithBlank = true };
        }

        bool isFirst = before.Trim().Length == 0;
        IEnumerable<string>? words = StatementCompletion.After(before, Machine, _document.Bind());
        ReplCompletion statement = words is null ? new(start, []) : Fitting(start, word, words);
        if (words is not null && !isFirst)
        {
            return statement with { EndsWithBlank = !statement.Items.Any(item => Machine.Main.Find(item) is not null) };
        }

        ReplCompletion code = (_completion ??= new CSharpCompletion()).At(KnownToCSharp(), text, caret);
        if (code.Start != statement.Start || !isFirst)
        {
            return code;
        }

        string[] more = [.. code.Items.Where(item => word.Length > 0 && item.StartsWith(word, StringComparison.Ordinal) && !statement.Items.Contains(item))];
        return new ReplCompletion(start, [.. statement.Items, .. more]) { EndsWithBlank = more.Length == 0 };
    }

    /// <inheritdoc/>
    public void Dispose() => _completion?.Dispose();

    private string KnownToCSharp() =>
        string.Concat(Names().Where(name => name.Identifier != "main").DistinctBy(name => name.Identifier)
            .Select(name => $"{name.Type} @{name.Identifier} => default;\n"))
        + string.Concat(_document.Entries.Where(entry => entry.Code is not null).Select(entry => entry.Code!.Scripts[^1].Code + ";\n"));

    private static ReplCompletion Fitting(int start, string word, IEnumerable<string> words) => new(
        start,
        [.. words.Where(candidate => candidate.StartsWith(word, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)]);
}
