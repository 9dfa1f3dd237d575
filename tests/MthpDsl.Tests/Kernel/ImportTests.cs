using System.Diagnostics;
using System.Globalization;
using MthpDsl.Kernel.Import;
using MthpDsl.Kernel.Running;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using Xunit;
using Process = System.Diagnostics.Process;

namespace MthpDsl.Tests.Kernel;

[Collection(KernelCollection.Name)]
public sealed class ImportTests
{
    [KernelFact]
    public void A_live_process_with_mixed_folios_has_the_same_layout_in_the_simulator()
    {
        using TemporaryFolder folder = new();
        string program = Path.Combine(folder.Path, "mixed");
        CCompiler.Compile(folder.Write("mixed.c", MixedProcess.Source), program);
        using Process running = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("ready", running.StandardOutput.ReadLine());

            string scenario = Importer.Import(ProcessSource.OfProcess(running.Id), KernelModel.Linux618, Path.Combine(folder.Path, "dump"));

            CaseResult result = Run(scenario);
            Assert.Equal(ThpMaps.OfProcess(running.Id), ThpMaps.OfSnapshot(Assert.Single(result.Snapshots, snapshot => snapshot.Name == "imported")));
            Assert.Equal(scenario, Importer.Import(ProcessSource.OfDump(Path.Combine(folder.Path, "dump")), KernelModel.Linux618));
        }
        finally
        {
            running.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void A_dump_becomes_a_scenario_that_starts_from_its_layout()
    {
        using DumpFolder dump = new();
        dump.Vma(0x10_0000_0000, pages: 48, "rw-p", flags: "rd wr mr mw me ac hg");
        dump.Folio(0x10_0000_0000, frame: 0x1000, order: 4, pages: 16, shared: false);
        dump.Folio(0x10_0000_0000 + (20 * 4096), frame: 0x1030, order: 0, pages: 1, shared: true);
        dump.Folio(0x10_0000_0000 + (32 * 4096), frame: 0x1040, order: 4, pages: 8, shared: false);
        dump.Swap(0x10_0000_0000 + (44 * 4096), pages: 2);
        dump.Knob("hugepages-64kB/enabled", "always inherit [madvise] never");

        string scenario = Importer.Import(ProcessSource.OfDump(dump.Path), KernelModel.Linux618);

        Assert.Contains("fork other", scenario, StringComparison.Ordinal);
        Assert.Contains("sysfs hugepages-64kB/enabled = madvise", scenario, StringComparison.Ordinal);
        Assert.Contains("madvise m1 hugepage", scenario, StringComparison.Ordinal);
        CaseResult result = Run(scenario);
        MappingSnapshot mapping = result.Snapshots[0].Processes[0].Mappings[0];
        Assert.Equal(
            "64K exclusive, none 16K, 4K shared, none 44K, part 32K of 64K at 0K exclusive, none 16K, swap 8K, none 8K",
            LayoutText.Of(mapping.Runs, PageGeometry.Pages4K, LayoutWords.Sharing));
    }

    [Fact]
    public void A_folio_that_no_fault_put_where_it_is_comes_there_by_a_move()
    {
        using DumpFolder dump = new();
        dump.Vma(0x10_0000_0000, pages: 64, "rw-p", flags: "rd wr mr mw me ac");
        dump.Folio(0x10_0000_1000, frame: 0x1000, order: 4, pages: 16, shared: false);

        string scenario = Importer.Import(ProcessSource.OfDump(dump.Path), KernelModel.Linux618);

        Assert.Contains("move elsewhere[..64K] at 0x1000001000", scenario, StringComparison.Ordinal);
        Run(scenario);
    }

    [Fact]
    public void A_folder_that_is_no_dump_is_said()
    {
        using TemporaryFolder folder = new();

        Assert.Throws<KernelException>(() => Importer.Import(ProcessSource.OfDump(folder.Path), KernelModel.Linux618));
    }

    // The import's own expectations are the layout that was read: a run that passes has built it.
    private static CaseResult Run(string scenario)
    {
        ScenarioText text = new(SourceText.From(scenario, "imported.mthp"), null);
        CaseResult result = Assert.Single(ScenarioFile.Run(text, "imported.mthp", new RunOptions()));
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == ResultSeverity.Error).Select(diagnostic => string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Line}: {diagnostic.Message}")));
        return result;
    }
}
