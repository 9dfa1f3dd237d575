using System.Text.RegularExpressions;
using MthpDsl.Language;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Repl;

/// <summary>Words of the language: keywords, knobs, kernels, counters, and the names of the session.</summary>
internal static partial class StatementCompletion
{
    /// <summary>Where the word under the caret begins.</summary>
    public static int StartOfWord(string text, int caret)
    {
        int start = caret;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '/' or '*' or '#'))
        {
            start--;
        }

        return start;
    }

    /// <summary>Everything that may stand behind the words before the caret; null where they are no statement's.</summary>
    public static IEnumerable<string>? After(string before, Machine machine, BoundScenario history)
    {
        string[] words = before.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return StatementTable.Keywords;
        }

        return words[0] switch
        {
            "#kernel" or "#compare" => KernelWords.Kernels.Select(kernel => kernel.Name),
            "#help" => StatementTable.Keywords,
            "#load" or "#save" => Files(),
            "in" when words.Length == 1 => Processes(machine),
            "in" => After(string.Join(' ', words[2..]), machine, history),
            "expect" when words.Length > 2 && words[2] == "from" => After(string.Join(' ', words[3..]), machine, history),
            _ when StatementTable.Keywords.Contains(words[0]) => Inside(words, machine, history),
            _ => null,
        };
    }

    private static IEnumerable<string> Inside(string[] words, Machine machine, BoundScenario history)
    {
        StatementDefinition[] forms = words[0] == "expect" ? [.. StatementTable.Expectations] : [StatementTable.Find(words[0])!];
        StatementDefinition[] named = words.Length > 1 ? [.. forms.Where(form => form.Keywords.Contains(words[1]))] : [];
        forms = named.Length > 0 ? named : forms;
        string? knob = words.LastOrDefault(word => word.Contains("/enabled", StringComparison.Ordinal) || machine.Sysfs.Find(word) is not null);
        if (knob is not null && words[^1] == "=")
        {
            return ValuesOf(knob, machine);
        }

        IEnumerable<string> words2 = forms.SelectMany(form => Literals(form.Grammar).Concat(WordsOf(form, words.Length)));
        IEnumerable<string> names = machine.Main.Mappings.Select(mapping => mapping.Name);
        IEnumerable<string> snapshots = history.Statements.OfType<SnapshotStatement>().Select(snapshot => $"\"{snapshot.Name.Value}\"");
        return words[0] == "expect" && words.Length == 1
            ? forms.SelectMany(form => form.Keywords).Concat(WordsOf(StatementTable.Find("expect-failure")!, 1)).Concat(names)
            : words2.Concat(names).Concat(Processes(machine)).Concat(snapshots);
    }

    private static IEnumerable<string> WordsOf(StatementDefinition form, int count)
    {
        bool isFirst = count == 1 || form.IsExpectation;
        return form.Name is "kernel" && !isFirst ? [] : KernelWords.Of(form).SelectMany(word => Expand(word.Name));
    }

    private static IEnumerable<string> Expand(string name) => name.Contains('*', StringComparison.Ordinal)
        ? Enumerable.Range(4, 8).Select(power => name.Replace("*", (1 << power).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .Prepend(name.Replace("*kB", "*", StringComparison.Ordinal))
        : [name];

    /// <summary>The kernel prints the words of a file with the current one in brackets.</summary>
    private static IEnumerable<string> ValuesOf(string knob, Machine machine)
    {
        string path = machine.Sysfs.Match(knob) is [{ } file, ..] ? file.Path : knob;
        return machine.Sysfs.Read(path, out string text) == Errno.None
            ? text.Split(' ').Select(word => word.Trim('[', ']'))
            : [];
    }

    private static IEnumerable<string> Literals(string grammar) => Quoted().Matches(grammar).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Processes(Machine machine) =>
        machine.Processes.Where(process => process.IsAlive).Select(process => process.Name);

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(".", "*.mthp", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
        .Select(path => path[2..].Replace('\\', '/'));

    [GeneratedRegex("'([a-z][a-z-]+)'")]
    private static partial Regex Quoted();
}
