using MthpDsl.Language;

namespace MthpDsl.Scenarios.Running;

/// <summary>What the expectations of a scenario will ask for, so that nothing else is recorded.</summary>
/// <param name="Trace">Trace events.</param>
/// <param name="Contents">The snapshots whose page contents are compared.</param>
internal sealed record ScenarioNeeds(bool Trace, Predicate<string> Contents)
{
    /// <summary>A session knows nothing of what will be asked: it keeps all.</summary>
    public static ScenarioNeeds Everything { get; } = new(true, _ => true);

    /// <summary>Looks through the statements of a scenario and of what it includes.</summary>
    public static ScenarioNeeds Of(BoundScenario scenario)
    {
        bool trace = false;
        HashSet<string> contents = new(StringComparer.Ordinal);
        foreach (StatementSyntax statement in All(scenario))
        {
            trace |= statement is ExpectTrace or DoStatement or ExpectCSharp;
            if (statement is ExpectContent content)
            {
                contents.Add(content.Since.Value);
            }
        }

        return new ScenarioNeeds(trace, contents.Contains);
    }

    /// <summary>Every statement of a scenario and of what it includes, those in blocks too, in the order of the texts.</summary>
    public static IEnumerable<StatementSyntax> All(BoundScenario scenario) =>
        scenario.Statements.Concat(scenario.Includes.Values.SelectMany(parsed => parsed.Statements)).SelectMany(Flatten);

    /// <summary>Whether a statement only compares, and changes nothing.</summary>
    public static bool OnlyLooks(StatementSyntax statement) => statement switch
    {
        ExpectFailure => false,
        InStatement inside => inside.Body.Items.All(OnlyLooks),
        _ => statement.Definition.IsExpectation,
    };

    /// <summary>A statement and all that its blocks hold.</summary>
    public static IEnumerable<StatementSyntax> Flatten(StatementSyntax statement) => statement switch
    {
        InStatement inside => inside.Body.Items.SelectMany(Flatten),
        ForStatement loop => loop.Body.Items.SelectMany(Flatten),
        RepeatStatement loop => loop.Body.Items.SelectMany(Flatten),
        AtStatement at => at.Body.Items.SelectMany(Flatten),
        _ => [statement],
    };
}
