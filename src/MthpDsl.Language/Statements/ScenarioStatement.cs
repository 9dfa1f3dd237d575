using Sprache;

namespace MthpDsl.Language;

/// <summary><c>scenario "title"</c>: what the scenario is called, instead of its file's name.</summary>
/// <param name="Title">The title.</param>
public sealed record ScenarioStatement(StringSyntax Title) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "scenario",
        Keywords = ["scenario"],
        Grammar = "'scenario' string",
        Help = "Says what the scenario is called. It is optional, and the first statement; else the file's name is the title.",
        Example = "scenario \"one scan wins back the 64K folios\"",
        Rule = _ => from title in Lexemes.String select (StatementSyntax)new ScenarioStatement(title),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("scenario ").Node(Title);

    internal override void Bind(Binder binder) => binder.BindScenario(this);
}
