using MthpDsl.Scenarios.Results;
using MthpDsl.Simulation;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Reporting;

public sealed class LayoutTextTests
{
    [Fact]
    public void Folios_of_one_size_are_counted() =>
        Assert.Equal("32 x 64K", Print(Results.Folios(0, 0, 4, 20), Results.Folios(320, 99, 4, 12)));

    [Fact]
    public void Holes_are_measured() =>
        Assert.Equal("4K, none 12K", Print(Results.Folio(0, 1, 0, 0), Results.Gap(RunKind.None, 1, 1), Results.Gap(RunKind.None, 2, 2)));

    [Fact]
    public void A_stretch_that_repeats_is_folded()
    {
        List<LayoutRun> runs = [];
        for (int page = 0; page < 512; page += 2)
        {
            runs.Add(Results.Folio(page, 1, page / 2, 0));
            runs.Add(Results.Gap(RunKind.None, page + 1, 1));
        }

        Assert.Equal("256 x (4K, none 4K)", Print([.. runs]));
    }

    [Fact]
    public void A_repeat_within_a_repeat_is_folded_too()
    {
        List<LayoutRun> runs = [];
        for (int block = 0; block < 4; block++)
        {
            for (int i = 0; i < 3; i++)
            {
                runs.Add(Results.Folio(0, 1, 0, 0));
                runs.Add(Results.Gap(RunKind.Swap, 0, 1));
            }

            runs.Add(Results.Gap(RunKind.None, 0, 10));
        }

        Assert.Equal("4 x (3 x (4K, swap 4K), none 40K)", Print([.. runs]));
    }

    [Fact]
    public void A_part_says_where_in_its_folio_it_begins() =>
        Assert.Equal(
            "part 16K of 64K at 48K, part 4K of 64K at 0K",
            Print(Results.Folio(0, 4, 0, 4, offset: 12), Results.Folio(4, 1, 1, 4)));

    [Fact]
    public void A_folio_of_the_pmd_size_says_how_it_is_mapped() =>
        Assert.Equal(
            "2M pmd, 2M pte shared",
            Print(Results.Folio(0, 512, 0, 9) with { IsPmdMapped = true }, Results.Folio(512, 512, 1, 9) with { IsShared = true }));

    private static string Print(params LayoutRun[] runs) => LayoutText.Of(new LayoutRuns(runs), PageGeometry.Pages4K);
}
