using System.Text.RegularExpressions;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Fidelity;

/// <summary>Holds <c>grammar/fidelity.md</c> to the code, the recordings and the language.</summary>
public sealed partial class FidelityPageTests
{
    private static readonly string _page = File.ReadAllText(Repository.Path("grammar", "fidelity.md"));
    private static readonly string _data = Repository.Path("tests", "MthpDsl.Tests", "Recorded", "data");
    private static readonly string _simulation = Repository.Path("src", "MthpDsl.Simulation");

    [Fact]
    public void Every_recording_named_exists()
    {
        string[] named = [.. RecordingNames().Matches(_page).Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(name => !IsThere(_data, name + ".mthp")));
    }

    [Fact]
    public void Every_kernel_that_was_recorded_proves_something() =>
        Assert.Empty(Directory.GetDirectories(_data).Select(Path.GetFileName).Where(kernel => !_page.Contains($"`{kernel}/", StringComparison.Ordinal)));

    [Fact]
    public void Every_file_of_code_named_exists()
    {
        string[] named = [.. CodeNames().Matches(_page).Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(name => !IsThere(_simulation, name)));
    }

    [Fact]
    public void Every_folder_of_the_simulation_has_its_place()
    {
        string[] own = ["bin", "obj", "Vocabulary", "Kernels", "Auditing"];
        IEnumerable<string?> folders = Directory.GetDirectories(_simulation).Select(Path.GetFileName).Except(own);
        Assert.Empty(folders.Where(folder => !_page.Contains($"`{folder}/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_section_that_the_code_cites_is_on_the_page()
    {
        HashSet<string> shown = [.. Sections(_page)];
        IEnumerable<string> cited = Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Sections(File.ReadAllText(file)))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Empty(cited.Where(section => !shown.Contains(section)));
    }

    [Fact]
    public void Every_statement_and_every_advice_has_its_place()
    {
        IEnumerable<string> rows = StatementTable.All.Select(row => row.Name);
        IEnumerable<string> advice = File.ReadAllLines(Repository.Path("grammar", "mthp.ebnf"))
            .Single(line => line.StartsWith("advice ::=", StringComparison.Ordinal))
            .Split('\'')
            .Where((_, index) => index % 2 == 1);
        Assert.Empty(rows.Concat(advice).Where(word => !_page.Contains($"`{word}`", StringComparison.Ordinal)));
    }

    // A list in a comment, "spec MM 4.4, 4.5" or "COLLAPSE A.5, B6", cites each of its members.
    private static IEnumerable<string> Sections(string text) =>
        SectionLists().Matches(text).SelectMany(match => SectionNumbers().Matches(match.Groups[2].Value)
            .Select(number => match.Groups[1].Value + " " + number.Value));

    private static bool IsThere(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return name.EndsWith('/')
            ? Directory.Exists(path)
            : Directory.Exists(Path.GetDirectoryName(path)) && Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Any();
    }

    [GeneratedRegex(@"`((?:6\.12|6\.18|rfc-2024|merged-2026)/[^`]+)`")]
    private static partial Regex RecordingNames();

    [GeneratedRegex(@"`([A-Z][A-Za-z]*(?:/[A-Za-z]*\*?(?:\.cs)?|\.cs))`")]
    private static partial Regex CodeNames();

    [GeneratedRegex(@"\b(MM|COLLAPSE) ((?:\d+|[A-H])[.\d]*(?:, (?:\d|[A-H]\b|[A-H][.\d])[.\d]*)*)")]
    private static partial Regex SectionLists();

    [GeneratedRegex(@"(?:\d|[A-H])(?:[.]?\d+)*")]
    private static partial Regex SectionNumbers();
}
