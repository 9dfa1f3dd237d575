using MthpDsl.Tests.Naive;
using MthpDsl.Tests.Simulation.Auditing;
using MthpDsl.Tests.Simulation.Collapse;
using MthpDsl.Tests.Simulation.Faults;
using Xunit;

namespace MthpDsl.Tests.Mutation;

/// <summary>The histories that other tests draw by the hundred, one by one: a mutant is tried on few of them, and those that kill are found.</summary>
public sealed class HistoryRowTests
{
    private const int MixturesARow = 50;

    public static TheoryData<int> Numbers() => new(Enumerable.Range(1, 120));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_write_over_a_range_equals_the_writes_of_its_pages(int number) => BulkFaultTests.Try(number, isLarge: false);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_write_over_thousands_of_ranges_does(int number) => BulkFaultTests.Try(number, isLarge: true);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_scan_by_bitmaps_equals_one_by_entries(int number) => PlainScanTests.Try(number, isLarge: false);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_scan_over_thousands_of_leaves_does(int number) => PlainScanTests.Try(number, isLarge: true);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_mixture_of_pages_collapses_as_the_naive_model_says(int number) => SampledCollapseTests.Try(number, MixturesARow);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_fork_goes_on_as_its_machine_would_have(int number) => MachineForkTests.Try(number);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_recount_finds_nothing(int number) => MachineCheckTests.Try(number);
}
