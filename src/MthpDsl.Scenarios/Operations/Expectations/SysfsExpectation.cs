using System.Globalization;
using MthpDsl.Language;
using MthpDsl.Scenarios.Running;
using MthpDsl.Simulation;

namespace MthpDsl.Scenarios.Operations.Expectations;

/// <summary><c>expect sysfs PATH</c>: numbers are compared as numbers, words as words.</summary>
internal static class SysfsExpectation
{
    public static StatementOutcome Run(ExpectSysfs statement, CaseState state)
    {
        string path = CaseState.Require(statement, SysfsEvaluator.EvaluatePath(statement.Path, state.Evaluation));
        string expected = CaseState.Require(statement, SysfsEvaluator.EvaluateValue(statement.Value, state.Evaluation));
        if (state.Machine.Sysfs.Find(path) is { IsModelled: false })
        {
            throw new NotModelledException("the file " + path);
        }

        Errno errno = state.Machine.Sysfs.Read(path, out string text);
        if (errno != Errno.None)
        {
            return errno;
        }

        string actual = state.Machine.Sysfs.Find(path)?.Value ?? text;
        bool areNumbers = TryNumber(actual, out long there) & TryNumber(expected, out long wanted);
        bool holds = areNumbers
            ? statement.Operator.Holds(there, wanted)
            : statement.Operator.Holds(string.CompareOrdinal(actual, expected), 0);
        holds |= areNumbers && RecorderEffects.Explain(statement, path, wanted, there, state);
        if (!holds)
        {
            DiagnosticDescriptor descriptor = areNumbers ? ExpectationDiagnostics.Number : ExpectationDiagnostics.Word;
            string comparison = statement.Operator.Symbol() + " " + expected;
            state.Reports.Unmet(descriptor, statement, comparison, actual, path, comparison, actual);
        }

        return StatementOutcome.Done;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
