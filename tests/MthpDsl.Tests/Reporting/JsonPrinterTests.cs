using System.Text.Json;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Reporting;

public sealed class JsonPrinterTests
{
    [Fact]
    public Task A_document_has_the_shape_of_the_language_page()
    {
        CounterSnapshot counters = new([new("thp_fault_alloc", 1)], [new("khugepaged/pages_collapsed", 1)], 12);
        CaseResult result = Results.Case(Results.Snapshot(
            "end",
            counters,
            512,
            Results.Folio(0, 16, 0, 4),
            Results.Folio(16, 4, 1, 4, offset: 12) with { IsShared = true },
            Results.Gap(RunKind.None, 20, 492)));
        result = result with
        {
            Case = [new("size", "64K")],
            Status = ResultStatus.Failed,
            Diagnostics = [new("MTHP4001", ResultSeverity.Error, 12, 1, "heap: expected 32 x 64K, found 64K.")],
        };
        return Snapshot.Verify(Results.Print("json", result), "json");
    }

    [Fact]
    public void Regular_memory_is_listed_folio_by_folio()
    {
        string json = Results.Print("json", Results.Case(Results.Snapshot("end", 512, Results.Folios(0, 7, 4, 32))));
        JsonElement runs = JsonDocument.Parse(json).RootElement
            .GetProperty("results")[0].GetProperty("snapshots")[0].GetProperty("processes")[0]
            .GetProperty("mappings")[0].GetProperty("runs");
        Assert.Equal(32, runs.GetArrayLength());
        Assert.Equal(496, runs[31].GetProperty("page").GetInt64());
        Assert.Equal(16, runs[31].GetProperty("pages").GetInt64());
        Assert.Equal(38, runs[31].GetProperty("folio").GetInt64());
    }

    [Fact]
    public void No_results_are_a_document_too() =>
        Assert.Equal("{\n  \"schema\": 1,\n  \"results\": []\n}\n", Results.Print("json"));

    [Fact]
    public void A_title_with_an_escape_sequence_cannot_leave_its_string()
    {
        string json = Results.Print("json", Results.Case() with { Title = "\e[2J\"\u0085\u202e" });
        Assert.DoesNotContain('\e', json);
        Assert.DoesNotContain('\u0085', json);
        Assert.Equal("\e[2J\"\u0085\u202e", JsonDocument.Parse(json).RootElement.GetProperty("results")[0].GetProperty("title").GetString());
    }
}
