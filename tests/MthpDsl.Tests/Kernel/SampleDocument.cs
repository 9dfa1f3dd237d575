using System.Globalization;

namespace MthpDsl.Tests.Kernel;

/// <summary>Result documents as an exported program prints them: one case, one snapshot, the mapping <c>heap</c> of 64K.</summary>
internal static class SampleDocument
{
    /// <summary>A document.</summary>
    /// <param name="runs">The runs of <c>heap</c>, as JSON.</param>
    /// <param name="observed">What the expectation in line 3 saw; null for none.</param>
    /// <param name="held">It held.</param>
    /// <param name="vmstat">Counters of /proc/vmstat, as JSON.</param>
    /// <param name="diagnostics">Messages, as JSON.</param>
    /// <param name="skipped">Why the case did not run; null where it did.</param>
    public static string Of(
        string runs, string? observed = null, bool held = true, string vmstat = "", string diagnostics = "", string? skipped = null) => $$"""
        { "schema": 1, "results": [ {
          "file": "test.mthp", "title": "test", "case": {}, "kernel": "6.18.44", "status": "passed",
          {{(skipped is null ? "" : $"\"skipped\": \"{skipped}\",")}}
          "diagnostics": [{{diagnostics}}],
          "snapshots": [{{(skipped is null ? Snapshot(runs, vmstat) : "")}}],
          "observed": [{{(observed is null ? "" : Observed(observed, held, runs))}}] } ] }
        """;

    /// <summary>A run of a folio.</summary>
    public static string Folio(long page, long pages, int order, int folio = 0, int offset = 0, bool shared = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"page\": {page}, \"pages\": {pages}, \"kind\": \"folio\", \"folio\": {folio}, \"order\": {order}, \"offset\": {offset}, \"pmd\": false, \"shared\": {(shared ? "true" : "false")}}}");

    /// <summary>Base pages.</summary>
    public static string BasePages(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => Folio(i, 1, 0, i)));

    private static string Snapshot(string runs, string vmstat) => $$"""
        { "name": "end", "processes": [ { "name": "main", "mappings": [ { "name": "heap", "start": "0x1000000000", "pages": 16, "runs": [{{runs}}] } ] } ],
          "counters": { "vmstat": {{{vmstat}}}, "sysfs": {}, "faults": 16 } }
        """;

    private static string Observed(string value, bool held, string runs) =>
        $"{{\"line\": 3, \"column\": 1, \"held\": {(held ? "true" : "false")}, \"value\": \"{value}\", \"pages\": 16, \"runs\": [{runs}]}}";
}
