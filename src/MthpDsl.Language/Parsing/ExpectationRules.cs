using Sprache;

namespace MthpDsl.Language;

/// <summary>What stands behind <c>expect</c>: the next word picks the form, else it is a range.</summary>
internal static class ExpectationRules
{
    private static readonly Dictionary<string, Lazy<Parser<StatementSyntax>>> Forms = BuildForms();

    private static readonly Lazy<Parser<StatementSyntax>> CSharp = new(() => ExpectCSharp.Row.Rule(""));

    private static readonly Lazy<Parser<StatementSyntax>> Failure = new(() => ExpectFailure.Row.Rule(""));

    private static readonly Parser<StatementSyntax> OfRange =
        ScanExtensions.OneOf(ExpectLayout.Row.Rule(""), ExpectItem.Row.Rule(""));

    public static readonly Parser<StatementSyntax> Expectation = input =>
    {
        ParseInput at = (ParseInput)input;
        int position = at.Position;
        string text = at.Source;
        if (position < text.Length && text[position] == '{')
        {
            return CSharp.Value(input);
        }

        NameSyntax? word = Lexemes.NameCalled(at.Context, ref position, "a range or a form of expect such as vmstat");
        if (word is null)
        {
            return ScanExtensions.Failure<StatementSyntax>(input);
        }

        if (Forms.TryGetValue(word.Text, out Lazy<Parser<StatementSyntax>>? form))
        {
            return form.Value(at.At(position));
        }

        int behind = position;
        return Lexemes.TryWord(at.Context, ref behind, "from", null) || LooksLikeErrno(word.Text) ? Failure.Value(input) : OfRange(input);
    };

    private static bool LooksLikeErrno(string word) =>
        Array.Exists(Vocabulary.Words.Errnos, row => row.Name == word) || Array.Exists(Vocabulary.Words.Findings, row => row.Name == word);

    private static Dictionary<string, Lazy<Parser<StatementSyntax>>> BuildForms()
    {
        Dictionary<string, Lazy<Parser<StatementSyntax>>> forms = [];
        foreach (StatementDefinition row in StatementTable.Expectations)
        {
            foreach (string keyword in row.Keywords)
            {
                forms.Add(keyword, new(() => row.Rule(keyword)));
            }
        }

        return forms;
    }
}
