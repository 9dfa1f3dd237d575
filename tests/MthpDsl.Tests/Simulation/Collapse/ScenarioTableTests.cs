using MthpDsl.Simulation;
using MthpDsl.Simulation.Syscalls;
using MthpDsl.Simulation.Collapse;
using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Collapse;

/// <summary>COLLAPSE E, row by row, kernel by kernel.</summary>
public sealed class ScenarioTableTests
{
    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> cases = [];
        foreach (ScenarioRow row in ScenarioTable.Rows)
        {
            foreach (KernelModel kernel in KernelModel.All)
            {
                cases.Add(row.Number, kernel.Name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_row_of_the_table_comes_out_as_the_kernel_leaves_it(int number, string kernel)
    {
        ScenarioRow row = ScenarioTable.Rows.Single(candidate => candidate.Number == number);
        CollapseWorld world = new(kernel, options: new MachineOptions { Swap = new SwapOptions(64.MiB(), SwapKind.Zram) });
        row.SetUp(world);
        world.Advise();

        List<string> passes = [];
        for (int pass = 0; pass < row.Passes; pass++)
        {
            string result = world.Scan();
            passes.Add($"{world.Picture()} [{result}]");
        }

        Assert.Equal(row.For(kernel), string.Join("; ", passes));
        Assert.True(world.Khugepaged.Finding is not null || world.Machine.Check() is [], "the machine agrees with itself");
    }

    [Theory]
    [InlineData("rfc-2024", "2M@0", Errno.None)]
    [InlineData("rfc-2024-repaired", "2M@0", Errno.None)]
    [InlineData("merged-2026", "2M@0", Errno.None)]
    [InlineData("mainline", "2M@0", Errno.None)]
    [InlineData("6.12", "2M@0", Errno.None)]
    [InlineData("6.18", "2M@0", Errno.None)]
    public void Row_38_MADV_COLLAPSE_ignores_limits_and_sizes(string kernel, string picture, Errno errno)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 300).MaxPtesNone(0).Enable(64);
        Assert.Equal(errno, world.Main.Advise(world.Heap.Range, Advice.Collapse));
        Assert.Equal(picture, world.Picture());
    }

    [Theory]
    [InlineData("rfc-2024", "6x64K@0", Errno.EAGAIN)]
    [InlineData("rfc-2024-repaired", "6x64K@0, 25x64K@112", Errno.None)]
    [InlineData("merged-2026", "none", Errno.EAGAIN)]
    [InlineData("mainline", "none", Errno.EAGAIN)]
    [InlineData("6.12", "none", Errno.EAGAIN)]
    [InlineData("6.18", "none", Errno.EAGAIN)]
    public void Row_39_MADV_COLLAPSE_as_posted_falls_through_to_the_small_sizes(string kernel, string picture, Errno errno)
    {
        CollapseWorld world = new CollapseWorld(kernel).Write(0, 512).Flag(100, FolioFlags.Locked).Advise().Enable(64);
        Assert.Equal(errno, world.Main.Advise(world.Heap.Range, Advice.Collapse));
        Assert.Equal(picture, world.Picture());
    }

    [Theory]
    [InlineData("rfc-2024")]
    [InlineData("rfc-2024-repaired")]
    [InlineData("merged-2026")]
    [InlineData("mainline")]
    public void V1_to_V3_only_whole_PMD_ranges_are_scanned(string kernel)
    {
        CollapseWorld small = new CollapseWorld(kernel, 1.MiB()).Write(0, 256).Enable(64).Advise();
        small.Scan();
        Assert.Equal("none", small.Picture());

        CollapseWorld tail = new CollapseWorld(kernel, 3.MiB()).Write(0, 768).MaxPtesNone(0).Enable(64).Advise();
        tail.Scan();
        Assert.Equal("32x64K@0", tail.Picture());

        CollapseWorld offset = new(kernel);
        Mapping shifted = offset.Main.Map("shifted", 4.MiB(), new MapPlacement { Offset = 1.MiB() });
        shifted.Write();
        offset.Enable(64);
        offset.Main.Advise(shifted.Range, Advice.Hugepage);
        offset.Khugepaged.Scan();
        Assert.Equal("256 x 4K, 32 x 64K, 256 x 4K", shifted.Layout.ToString());
    }

    [Fact]
    public void V4_a_VMA_that_was_not_advised_is_not_scanned()
    {
        CollapseWorld world = new CollapseWorld("merged-2026").Write(0, 512).Enable(64);
        Assert.True(world.Khugepaged.IsRunning);
        world.Scan();
        Assert.Equal("none", world.Picture());
    }

    [Theory]
    [InlineData("rfc-2024")]
    [InlineData("merged-2026")]
    public void V5_a_PMD_mapped_folio_is_left_alone(string kernel)
    {
        CollapseWorld world = new CollapseWorld(kernel).WriteFolios(2048, 0, 512).Enable(64).Advise();
        Assert.Equal("PMD_MAPPED", world.Scan());
        Assert.Equal("2M@0", world.Picture());
    }
}
