using MthpDsl.Simulation;
using MthpDsl.Testing;
using MthpDsl.Testing.Snapshots;
using Xunit;

namespace MthpDsl.Tests.Testing;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mthp-snapshot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_named_as_Verify_names_them()
    {
        SnapshotFile file = SnapshotFile.For("/src/ClaimTests.cs", "Holds", "size=64K_file=a/b.mthp", "txt");
        Assert.Equal("/src/ClaimTests.Holds_size=64K_file=a-b.mthp.verified.txt", file.Verified);
        Assert.Equal("/src/ClaimTests.Holds_size=64K_file=a-b.mthp.received.txt", file.Received);
    }

    [Fact]
    public void A_new_snapshot_fails_and_leaves_what_was_received()
    {
        SnapshotFile file = Files();
        SnapshotException failure = Assert.Throws<SnapshotException>(() => BuiltInComparison.Verify("text", file, readOnly: false));
        Assert.Contains("New:\n  - Received: T.M.received.txt\n    Verified: T.M.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Accept with: mv '{file.Received}' '{file.Verified}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("text", File.ReadAllText(file.Received));
    }

    [Fact]
    public void An_equal_snapshot_passes_and_clears_what_was_received()
    {
        SnapshotFile file = Files();
        File.WriteAllText(file.Verified, "\uFEFFa\r\nb\n");
        File.WriteAllText(file.Received, "old");
        BuiltInComparison.Verify("a\nb", file, readOnly: false);
        Assert.False(File.Exists(file.Received));
    }

    [Fact]
    public void A_mismatch_shows_the_lines_that_differ()
    {
        SnapshotFile file = Files();
        File.WriteAllText(file.Verified, "1\n2\n3\n4\n5");
        SnapshotException failure = Assert.Throws<SnapshotException>(
            () => BuiltInComparison.Verify("1\n2\nthree\n4\n5", file, readOnly: false));
        Assert.Contains("NotEqual:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("  1\n  2\n- 3\n+ three\n  4\n  5\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_build_server_nothing_is_written()
    {
        SnapshotFile file = Files();
        Assert.Throws<SnapshotException>(() => BuiltInComparison.Verify("text", file, readOnly: true));
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Fact]
    public Task A_mapping_is_verified_as_a_picture() => Snapshot.Verify(Heap());

    [Fact]
    public Task A_layout_is_verified_as_a_picture() => Snapshot.Verify(Heap().Layout);

    [Fact]
    public Task A_result_is_verified_as_the_tool_prints_it() =>
        Snapshot.Verify(MthpDsl.Scenarios.ScenarioRunner.Run("given size in 64K, 2M\nmap heap size\nwrite heap").Last(), parameters: "size=2M");

    [Fact]
    public void No_snapshot_of_this_project_is_an_orphan() =>
        Assert.Empty(SnapshotOrphans.Find(typeof(SnapshotTests).Assembly, Repository.Path("tests", "MthpDsl.Tests")));

    private static Mapping Heap()
    {
        Machine machine = new(KernelModel.Rfc2024);
        Mapping heap = machine.Main.Map("heap", 4.MiB());
        machine.Main.Write(heap.Pages(..512));
        heap.Advise(Advice.Collapse);
        machine.Main.Write(heap.Pages(600..616));
        return heap;
    }

    private SnapshotFile Files() => SnapshotFile.For(System.IO.Path.Combine(_folder, "T.cs"), "M", "", "txt");
}
