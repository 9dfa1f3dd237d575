using System.Text.Json;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>What must hold of events: a JSON object a line; each case begins, tells, ends; the run ends once.</summary>
internal static class NdJsonCheck
{
    public static void Check(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string before = "case-ended";
        int errors = 0;
        foreach (string line in text[..^1].Split('\n'))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            string name = json.RootElement.GetProperty("event").GetString()!;
            Assert.Contains(name, After(before));
            errors = name switch
            {
                "case-began" => 0,
                "diagnostic" when json.RootElement.GetProperty("severity").GetString() == "error" => errors + 1,
                _ => errors,
            };
            Assert.True(name != "case-ended" || (json.RootElement.GetProperty("status").GetString() == "passed") == (errors == 0));
            before = name;
        }

        Assert.Equal("run-ended", before);
    }

    private static string[] After(string before) => before switch
    {
        "case-ended" => ["case-began", "run-ended"],
        "run-ended" => [],
        _ => ["diagnostic", "snapshot", "case-ended"],
    };
}
