namespace MthpDsl.Mutation;

/// <summary>Why mutants that survive change nothing that a check could see, as a person has judged.</summary>
internal sealed class Explanations
{
    private const string Any = "*";
    private const int PlaceColumn = 5;

    private readonly string[][] _rules;

    private Explanations(string[][] rules) => _rules = rules;

    /// <summary>
    /// Reads lines of five texts between tabs: the file's name, a part of the mutator's name, of the text and of what stands there
    /// instead, each or <c>*</c>; and why. A sixth is a part of the lines around it, where the same text stands elsewhere in the file.
    /// Lines with a <c>#</c> in front are for readers.
    /// </summary>
    public static Explanations Read(string path) => new(
        [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))]);

    /// <summary>Why a mutant survives, or null.</summary>
    public string? Of(Mutant mutant) => Array.Find(_rules, rule =>
        (rule[0] == Any || Path.GetFileName(mutant.File) == rule[0])
        && Has(mutant.Mutator, rule[1]) && Has(mutant.Original, rule[2]) && Has(mutant.Replacement, rule[3])
        && (rule.Length <= PlaceColumn || Has(mutant.Place, rule[PlaceColumn])))?[4];

    private static bool Has(string text, string part) => part == Any || text.Contains(part, StringComparison.Ordinal);
}
