using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary>Compares a number that is there with the number that an expectation asks for.</summary>
internal static class Comparison
{
    /// <summary>Compares counts.</summary>
    public static StatementOutcome OfCount(
        StatementSyntax statement, ComparisonSyntax comparison, long actual, CaseState state, string subject)
    {
        long expected = state.Count(statement, comparison.Value);
        if (!comparison.Operator.Holds(actual, expected))
        {
            Report(statement, comparison.Operator, Text(expected), Text(actual), state, subject);
        }

        return StatementOutcome.Done;
    }

    /// <summary>Compares bytes.</summary>
    public static StatementOutcome OfSize(
        StatementSyntax statement, ComparisonSyntax comparison, long actual, CaseState state, string subject)
    {
        long expected = state.Size(statement, comparison.Value).Bytes;
        if (!comparison.Operator.Holds(actual, expected))
        {
            Report(statement, comparison.Operator, SizeFormat.Format(expected), SizeFormat.Format(actual), state, subject);
        }

        return StatementOutcome.Done;
    }

    /// <summary>Says what was expected and what is there.</summary>
    public static void Report(
        StatementSyntax statement, ComparisonOperator comparison, string expected, string actual, CaseState state, string subject)
    {
        string wanted = comparison.Symbol() + " " + expected;
        state.Reports.Unmet(ExpectationDiagnostics.Number, statement, wanted, actual, subject, wanted, actual);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
