using System.Text.Json;
using System.Text.RegularExpressions;
using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class GrammarTests
{
    private static readonly Ebnf Grammar = Ebnf.Parse(File.ReadAllText(Repository.Path("grammar", "mthp.ebnf")));

    public static TheoryData<string> Names => [.. StatementTable.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_of_a_statement_is_the_tables(string name)
    {
        StatementDefinition row = StatementTable.All.Single(candidate => candidate.Name == name);
        Assert.Equal(row.Grammar, Grammar.SourceOf(name));
    }

    [Fact]
    public void Statements_and_expectations_are_listed_in_the_order_of_the_table()
    {
        Assert.Equal(string.Join(" | ", StatementTable.Statements.Select(row => row.Name)) + " | expectation", Grammar.SourceOf("statement"));
        Assert.Equal(string.Join(" | ", StatementTable.Expectations.Select(row => row.Name)), Grammar.SourceOf("expectation"));
    }

    [Fact]
    public void Names_and_keywords_are_unique()
    {
        Assert.Equal(StatementTable.All.Count(), StatementTable.All.Select(row => row.Name).Distinct().Count());
        Assert.Equal(StatementTable.Keywords.Count, StatementTable.Keywords.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_has_help_and_an_example_file_that_binds_and_is_canonical(string name)
    {
        StatementDefinition row = StatementTable.All.Single(candidate => candidate.Name == name);
        Assert.EndsWith(".", row.Help, StringComparison.Ordinal);

        SourceText source = Read("grammar", "examples", row.ExampleFile);
        Assert.Contains(row.Example, source.Text, StringComparison.Ordinal);
        BoundScenario bound = ScenarioBinder.Bind(source, new() { Includes = new FolderResolver() });
        Assert.Empty(bound.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(source.Text, Formatter.Format(source));
        Assert.Contains(bound.Statements, statement => Holds(statement, row));
    }

    [Fact]
    public void Every_example_file_belongs_to_a_statement()
    {
        IEnumerable<string> files = Directory.GetFiles(Repository.Path("grammar", "examples"), "*.mthp").Select(file => Path.GetFileName(file));
        Assert.Empty(files.Except(StatementTable.All.Select(row => row.ExampleFile)));
    }

    [Fact]
    public void Every_sentence_of_the_grammar_is_read()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            string text = Grammar.Sentence("scenario-file", seed);
            ParsedScenario parsed = ScenarioParser.Parse(SourceText.From(text));
            Assert.True(!parsed.HasErrors, $"seed {seed}: {string.Join("\n", parsed.Diagnostics)}\n{text}");
        }
    }

    [Fact]
    public void The_words_of_the_editors_grammar_are_those_of_the_grammar()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Repository.Path("grammar", "mthp.tmLanguage.json")));
        JsonElement rules = json.RootElement.GetProperty("repository");
        string statement = rules.GetProperty("statement").GetProperty("patterns")[0].GetProperty("match").GetString()!;
        string word = rules.GetProperty("word").GetProperty("match").GetString()!;
        string errno = rules.GetProperty("errno").GetProperty("match").GetString()!;
        Assert.Equal(Sorted(StatementTable.Keywords), Sorted(WordsOf(statement)));
        Assert.Equal(Sorted(Grammar.Words.Where(name => !char.IsUpper(name[0]))), Sorted(WordsOf(word)));
        Assert.Equal(Sorted(Grammar.Words.Where(name => char.IsUpper(name[0]))), Sorted(WordsOf(errno)));
    }

    private static bool Holds(StatementSyntax statement, StatementDefinition row) => statement.Definition == row || statement switch
    {
        InStatement inner => inner.Body.Items.Any(item => Holds(item, row)),
        _ => false,
    };

    private static SourceText Read(params string[] path)
    {
        string file = Repository.Path(path);
        return SourceText.From(File.ReadAllText(file), file);
    }

    /// <summary>The longest alternation in parentheses.</summary>
    private static string[] WordsOf(string pattern) =>
        Regex.Matches(pattern, @"\(([A-Za-z0-9_|-]+)\)").Select(match => match.Groups[1].Value).MaxBy(group => group.Length)!.Split('|');

    private static string[] Sorted(IEnumerable<string> words) => [.. words.Distinct().OrderBy(word => word, StringComparer.Ordinal)];
}
