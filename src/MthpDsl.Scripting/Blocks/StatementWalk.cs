using MthpDsl.Language;

namespace MthpDsl.Scripting.Blocks;

/// <summary>The statements of a scenario with those inside its blocks and includes, in the order of the text.</summary>
internal static class StatementWalk
{
    /// <summary>All of them.</summary>
    public static IEnumerable<StatementSyntax> All(BoundScenario scenario) => scenario.Statements.SelectMany(Inside)
        .Concat(scenario.Includes.Values.Distinct().SelectMany(included => included.Statements).SelectMany(Inside));

    /// <summary>A statement and those inside it.</summary>
    public static IEnumerable<StatementSyntax> Inside(StatementSyntax statement) => statement switch
    {
        InStatement inside => inside.Body.Items.SelectMany(Inside).Prepend(statement),
        ForStatement loop => loop.Body.Items.SelectMany(Inside).Prepend(statement),
        RepeatStatement loop => loop.Body.Items.SelectMany(Inside).Prepend(statement),
        AtStatement at => at.Body.Items.SelectMany(Inside).Prepend(statement),
        _ => [statement],
    };
}
