using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Tracing;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect trace EVENT</c> and <c>expect no trace EVENT</c>.</summary>
internal static class TraceExpectation
{
    public static StatementOutcome Run(ExpectTrace statement, CaseState state)
    {
        if (!TraceEventNames.TryParse(statement.Event.Text, out TraceEventKind kind))
        {
            throw new NotModelledException("the trace event " + statement.Event.Text);
        }

        List<(string Name, string Value)> wanted =
            [.. statement.Fields.Select(field => (field.Name.Text, Text(statement, field.Value, state)))];
        List<TraceEvent> events = [.. state.Machine.Trace.Events.Where(candidate => candidate.Kind == kind)];
        bool isThere = events.Exists(candidate => wanted.TrueForAll(field => candidate[field.Name] == field.Value));
        if (isThere != statement.IsThere)
        {
            string wantedEvent = string.Join(" ", wanted.Select(field => field.Name + " = " + field.Value).Prepend(statement.Event.Text));
            string found = events.Count == 0 ? "none" : string.Join(", ", events.Select(candidate => string.Join(" ", candidate.Fields)).Distinct());
            DiagnosticDescriptor descriptor = statement.IsThere ? ExpectationDiagnostics.TraceMissing : ExpectationDiagnostics.TracePresent;
            state.Reports.Unmet(descriptor, statement, (statement.IsThere ? "" : "no ") + wantedEvent, found, wantedEvent, found);
        }

        return StatementOutcome.Done;
    }

    /// <summary>A name that is not bound is a word of the kernel, such as a scan result.</summary>
    private static string Text(StatementSyntax statement, ExpressionSyntax value, CaseState state) =>
        value is NameExpressionSyntax name && !state.Evaluation.Values.ContainsKey(name.Name)
            ? name.Name
            : state.Value(statement, value).Amount.ToString(CultureInfo.InvariantCulture);
}
