using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Fuzzing;
using Xunit;

namespace MthpDsl.Tests.Language;

public class FormatterTests
{
    public static TheoryData<string> Files => [.. Directory
        .GetFiles(Repository.Root, "*.mthp", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .Where(file => !file.StartsWith("tests/MthpDsl.Tests/Recorded/", StringComparison.Ordinal) && !file.Contains("broken", StringComparison.Ordinal))
        .OrderBy(file => file, StringComparer.Ordinal)];

    [Fact]
    public void Blanks_units_blank_lines_and_comments_get_one_form() => Assert.Equal(
        """
        # the case
        scenario "x"

        machine {
          memory 1G                                  # enough
        }
        map heap 2M                                  # one PMD range
        for n in 64K, 128K {
          # inside
          write heap[n..n + 4K] every 64K
        }
        expect heap = 2 x (4K exclusive, none 60K),  # first
            none 3968K
        expect { heap.Layout ==   1 }

        """.ReplaceLineEndings("\n"),
        Formatter.Format(SourceText.From(
            """


            # the case
            scenario  "x"



            machine   {
            memory 1GiB# enough

            }
            map heap 2MiB      # one PMD range
            for n in 64K,128kB {

                 # inside
               write heap[ n .. n+4K ]   every 64K

              }
            expect heap = 2 x (4K   exclusive,none 60K), # first
              none 3968K
            expect { heap.Layout ==   1 }


            """)));

    [Fact]
    public void A_file_that_does_not_parse_is_left_alone() => Assert.Null(Formatter.Format(SourceText.From("map heap 2M\nwrit heap")));

    [Fact]
    public void A_long_list_goes_on_in_the_next_line()
    {
        string text = "map a 2M\nwrite a\nexpect a = " + string.Join(",", Enumerable.Repeat("4K exclusive, none 60K", 12)) + "\n";
        string formatted = Formatter.Format(SourceText.From(text))!;
        Assert.All(formatted.Split('\n'), line => Assert.InRange(line.Length, 0, 111));
        Assert.Equal(formatted, Formatter.Format(SourceText.From(formatted)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_files_of_this_repository_are_canonical(string file)
    {
        SourceText source = SourceText.From(File.ReadAllText(Repository.Path(file)), file);
        Assert.Equal(source.Text, Formatter.Format(source));
    }

    [Fact]
    public void The_recorded_files_are_canonical_and_bind()
    {
        foreach (string file in Directory.GetFiles(Repository.Path("tests", "MthpDsl.Tests", "Recorded", "data"), "*.mthp", SearchOption.AllDirectories))
        {
            SourceText source = SourceText.From(File.ReadAllText(file), file);
            BoundScenario bound = ScenarioBinder.Bind(source);
            Assert.False(bound.HasErrors, $"{string.Join("\n", bound.Diagnostics)}");
            Assert.True(source.Text == Formatter.Format(source), file);
        }
    }

    [Fact]
    public void Formatting_keeps_the_meaning_of_100_000_generated_files()
    {
        Ebnf grammar = Ebnf.Parse(File.ReadAllText(Repository.Path("grammar", "mthp.ebnf")));
        for (int seed = 0; seed < 100_000; seed++)
        {
            SourceText source = SourceText.From(grammar.Sentence("scenario-file", seed));
            string formatted = Formatter.Format(source)!;
            SourceText again = SourceText.From(formatted);
            Assert.True(ScenarioParser.Parse(source).Statements.Equals(ScenarioParser.Parse(again).Statements), $"seed {seed}\n{source.Text}\n---\n{formatted}");
            Assert.True(formatted == Formatter.Format(again), $"seed {seed}: not idempotent\n{formatted}");
            Assert.True(Comments(source.Text) == Comments(formatted), $"seed {seed}: comments\n{source.Text}\n---\n{formatted}");
        }
    }

    /// <summary>
    /// Scenarios that bind, typed loosely. For the figure of the promise: MTHP_GENERATED=100000 dotnet test --filter FullyQualifiedName~bound_tree_of_generated.
    /// </summary>
    [Fact]
    public void Formatting_keeps_the_bound_tree_of_generated_scenarios()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("MTHP_GENERATED") ?? "3000", CultureInfo.InvariantCulture);
        string[] kernels = [.. KernelWords.Kernels.Select(kernel => kernel.Name)];
        int bound = 0;
        for (int seed = 1; seed <= count; seed++)
        {
            string text = ScenarioGenerator.Make((ulong)seed, kernels).ToString();
            string loose = LooseText.Of(text, seed);
            BoundTree before = BoundTree.Of(loose, "test.mthp");
            string formatted = Formatter.Format(SourceText.From(loose))!;
            Assert.True(before == BoundTree.Of(formatted, "test.mthp"), $"seed {seed}\n{loose}\n---\n{formatted}");
            bound += before.Diagnostics.Contains("MTHP1", StringComparison.Ordinal) ? 0 : 1;
        }

        Assert.Equal(count, bound);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_this_repository_typed_loosely_comes_back_to_its_form_and_its_bound_tree(string file)
    {
        string path = Repository.Path(file);
        string text = File.ReadAllText(path);
        if (text.Contains("do {", StringComparison.Ordinal) || text.Contains("expect {", StringComparison.Ordinal))
        {
            return;
        }

        string loose = LooseText.Of(text, file.Length);
        Assert.Equal(text, Formatter.Format(SourceText.From(loose, path)));
        Assert.Equal(BoundTree.Of(text, path), BoundTree.Of(loose, path));
    }

    private static int Comments(string text) => text.Split("# ").Length + text.Split("#").Length;
}
