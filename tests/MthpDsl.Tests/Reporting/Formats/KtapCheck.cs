using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>
/// Reads KTAP by its grammar: a version line, a plan, then tests in order of their numbers; before a test its diagnostic lines or, two
/// columns to the right, the tests it is made of. A test is ok only where those are.
/// </summary>
internal sealed partial class KtapCheck
{
    private readonly string[] _lines;
    private int _at;

    private KtapCheck(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        _lines = text[..^1].Split('\n');
    }

    public static void Check(string text)
    {
        KtapCheck check = new(text);
        check.Tests("", planned: false);
        Assert.Equal(check._lines.Length, check._at);
    }

    /// <summary>Reads the tests of one level.</summary>
    /// <returns>Whether all are ok.</returns>
    private bool Tests(string indent, bool planned)
    {
        Assert.Equal(indent + "KTAP version 1", _lines[_at++]);
        _ = indent.Length > 0 && Take(indent + "# Subtest: ");
        Match plan = Plan().Match(Here(indent));
        Assert.True(plan.Success || !planned);
        _at += plan.Success ? 1 : 0;
        int number = 0;
        bool all = true;
        while (_at < _lines.Length && Here(indent).Length > 0)
        {
            bool? inner = null;
            while (Here(indent).StartsWith('#') || Here(indent).StartsWith("  ", StringComparison.Ordinal))
            {
                inner = Here(indent)[0] == '#' ? Skip(inner) : Tests(indent + "  ", planned: true);
            }

            Match test = Result().Match(Here(indent));
            Assert.True(test.Success, _lines[_at]);
            Assert.Equal((++number).ToString(CultureInfo.InvariantCulture), test.Groups["number"].Value);
            bool isOk = test.Groups["not"].Length == 0;
            Assert.True(inner is null || inner == isOk, _lines[_at]);
            all &= isOk;
            _at++;
        }

        Assert.True(!plan.Success || plan.Groups["count"].Value == number.ToString(CultureInfo.InvariantCulture));
        return all;
    }

    private bool? Skip(bool? inner)
    {
        _at++;
        return inner;
    }

    private bool Take(string beginning)
    {
        Assert.StartsWith(beginning, _lines[_at], StringComparison.Ordinal);
        return _at++ >= 0;
    }

    /// <summary>The line without its indentation; empty where the level has ended.</summary>
    private string Here(string indent) =>
        _at < _lines.Length && _lines[_at].StartsWith(indent, StringComparison.Ordinal) ? _lines[_at][indent.Length..] : "";

    [GeneratedRegex(@"^1\.\.(?<count>\d+)$")]
    private static partial Regex Plan();

    [GeneratedRegex(@"^(?<not>not )?ok (?<number>\d+)( [^#\n]+)?( # (SKIP|TODO|XFAIL|TIMEOUT|ERROR)( .*)?)?$")]
    private static partial Regex Result();
}
