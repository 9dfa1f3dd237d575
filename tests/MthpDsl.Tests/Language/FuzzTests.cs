using MthpDsl.Language;
using Xunit;

namespace MthpDsl.Tests.Language;

public class FuzzTests
{
    private const string Odd = "{}[]()\"'#,=<>%^.*/\\- \t\n\r\0\u2028é😀0x_KkB";

    [Fact]
    public void Whatever_is_done_to_a_text_it_is_read_without_an_exception_and_errors_have_places_inside_it()
    {
        Ebnf grammar = Ebnf.Parse(File.ReadAllText(Repository.Path("grammar", "mthp.ebnf")));
        for (int seed = 0; seed < 20_000; seed++)
        {
            string text = Mutate(grammar.Sentence("scenario-file", seed), new Random(seed));
            SourceText source = SourceText.From(text, "fuzz.mthp");
            BoundScenario bound = ScenarioBinder.Bind(source);
            foreach (Diagnostic diagnostic in bound.Diagnostics)
            {
                Assert.True(diagnostic.Span.Start >= 0 && diagnostic.Span.End <= source.Text.Length, $"seed {seed}: {diagnostic.Span}\n{text}");
                Assert.NotEmpty(diagnostic.ToString());
            }

            // A name that is none where it stands is no syntax; what parses can be formatted.
            Assert.Equal(ScenarioParser.Parse(source).HasErrors, Formatter.Format(source) is null);
        }
    }

    [Fact]
    public void Every_beginning_of_a_scenario_is_read_without_an_exception()
    {
        string text = File.ReadAllText(Repository.Path("scenarios", "seed", "claim.mthp"))
            + "machine {\n  swap 64M on zram\n}\nat copy {\n  in c do { x(\"}\"); }\n}\nexpect trace mm_collapse_huge_page status = failed\n";
        for (int length = 0; length <= text.Length; length++)
        {
            Assert.NotNull(ScenarioBinder.Bind(SourceText.From(text[..length])));
        }
    }

    private static string Mutate(string text, Random random)
    {
        List<char> characters = [.. text];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(characters.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < characters.Count:
                    characters.RemoveRange(at, Math.Min(random.Next(1, 5), characters.Count - at));
                    break;
                case 1:
                    characters.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                case 2 when at < characters.Count:
                    characters[at] = Odd[random.Next(Odd.Length)];
                    break;
                default:
                    characters.InsertRange(at, characters.GetRange(0, Math.Min(8, characters.Count)));
                    break;
            }
        }

        return new string([.. characters]);
    }
}
