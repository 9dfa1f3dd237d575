using MthpDsl.Kernel.Documents;
using MthpDsl.Language;

namespace MthpDsl.Kernel.Verification;

/// <summary>The statements of a scenario by where they begin, those of included files among them.</summary>
internal sealed class StatementPlaces
{
    private readonly Dictionary<Place, StatementSyntax> _statements = [];
    private readonly HashSet<Place> _trailing = [];

    public StatementPlaces(BoundScenario scenario)
    {
        IEnumerable<StatementSyntax> included = scenario.Includes.Values.SelectMany(parsed => parsed.Statements);
        foreach (StatementSyntax statement in scenario.Statements.Concat(included).SelectMany(Flatten))
        {
            _statements.TryAdd(PlaceOf(statement, scenario), statement);
        }

        for (int i = scenario.Statements.Count - 1; i >= 0 && scenario.Statements[i].Definition.IsExpectation; i--)
        {
            _trailing.Add(PlaceOf(scenario.Statements[i], scenario));
        }
    }

    /// <summary>There is any expectation.</summary>
    public bool HasExpectations => _statements.Values.Any(statement => statement.Definition.IsExpectation);

    /// <summary>The statement that begins there, or null.</summary>
    public StatementSyntax? Find(Place place) => _statements.GetValueOrDefault(place);

    /// <summary>An expectation about a counter of the whole machine.</summary>
    public bool IsAboutCounter(Place place) => Find(place) switch
    {
        ExpectVmstat => true,
        ExpectSysfs sysfs => sysfs.Path.Text.Contains("/stats/", StringComparison.Ordinal)
            || sysfs.Path.Text is "khugepaged/pages_collapsed" or "khugepaged/full_scans",
        _ => false,
    };

    /// <summary>Behind it only expectations follow: the snapshot of the end shows the same.</summary>
    public bool IsTrailing(Place place) => _trailing.Contains(place);

    private static Place PlaceOf(StatementSyntax statement, BoundScenario scenario)
    {
        LinePosition at = statement.Source.PositionOf(statement.Span.Start);
        return new Place(ReferenceEquals(statement.Source, scenario.Source) ? null : statement.Source.Path, at.Line, at.Column);
    }

    private static IEnumerable<StatementSyntax> Flatten(StatementSyntax statement) => statement switch
    {
        InStatement inside => inside.Body.Items.SelectMany(Flatten),
        ForStatement loop => loop.Body.Items.SelectMany(Flatten),
        RepeatStatement loop => loop.Body.Items.SelectMany(Flatten),
        _ => [statement],
    };
}
