using System.Text.Json;
using Xunit;

namespace MthpDsl.Tests.Reporting.Formats;

/// <summary>
/// The rules of SARIF 2.1.0 for the objects that are used here: which members an object must and may have, which values they take,
/// and that indices point at what they name.
/// </summary>
internal static class SarifCheck
{
    public static void Check(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement log = json.RootElement;
        Members(log, ["version", "runs"], ["$schema"]);
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        foreach (JsonElement run in log.GetProperty("runs").EnumerateArray())
        {
            Members(run, ["tool", "results"], ["columnKind", "invocations"]);
            Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
            Members(run.GetProperty("tool"), ["driver"], []);
            string[] rules = Rules(run.GetProperty("tool").GetProperty("driver"));
            foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
            {
                Result(result, rules);
            }

            Assert.All(run.GetProperty("invocations").EnumerateArray(), invocation => Members(invocation, ["executionSuccessful"], []));
        }
    }

    private static string[] Rules(JsonElement driver)
    {
        Members(driver, ["name", "rules"], []);
        foreach (JsonElement rule in driver.GetProperty("rules").EnumerateArray())
        {
            Members(rule, ["id"], ["shortDescription", "fullDescription", "help", "defaultConfiguration"]);
            Message(rule.GetProperty("shortDescription"));
            Message(rule.GetProperty("fullDescription"));
            Message(rule.GetProperty("help"));
            Members(rule.GetProperty("defaultConfiguration"), [], ["level"]);
            Level(rule.GetProperty("defaultConfiguration"));
        }

        string[] ids = [.. driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
        Assert.Equal(ids.Distinct(), ids);
        return ids;
    }

    private static void Result(JsonElement result, string[] rules)
    {
        Members(result, ["message", "ruleId", "ruleIndex", "locations"], ["level", "properties"]);
        Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
        Level(result);
        Message(result.GetProperty("message"));
        foreach (JsonElement location in result.GetProperty("locations").EnumerateArray())
        {
            Members(location, ["physicalLocation"], []);
            JsonElement place = location.GetProperty("physicalLocation");
            Members(place, ["artifactLocation", "region"], []);
            Members(place.GetProperty("artifactLocation"), ["uri"], []);
            string uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
            Assert.Matches("^[A-Za-z0-9._~!$&'()*+,;=@%/:-]+$", uri);
            Assert.True(Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute), uri);
            Region(place.GetProperty("region"));
        }
    }

    private static void Region(JsonElement region)
    {
        Members(region, ["startLine", "startColumn", "endColumn"], ["snippet"]);
        Assert.True(region.GetProperty("startLine").GetInt32() >= 1);
        Assert.InRange(region.GetProperty("startColumn").GetInt32(), 1, region.GetProperty("endColumn").GetInt32());
    }

    private static void Message(JsonElement message)
    {
        Members(message, ["text"], []);
        Assert.NotEqual("", message.GetProperty("text").GetString());
    }

    private static void Level(JsonElement element) => Assert.Contains(element.GetProperty("level").GetString(), (string[])["none", "note", "warning", "error"]);

    private static void Members(JsonElement element, string[] must, string[] may)
    {
        string[] names = [.. element.EnumerateObject().Select(member => member.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.Empty(must.Except(names));
        Assert.Empty(names.Except([.. must, .. may]));
    }
}
