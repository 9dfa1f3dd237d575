using Xunit;

namespace MthpDsl.Tests.PublicApi;

public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => new(
        "MthpDsl.Simulation", "MthpDsl.Language", "MthpDsl.Scenarios", "MthpDsl.Reporting", "MthpDsl.Scripting", "MthpDsl.Testing");

    [Theory]
    [MemberData(nameof(Libraries))]
    public Task What_a_library_shows_changes_only_where_somebody_reads_it(string library) =>
        Snapshot.Verify(ApiText.Of(library), parameters: "library=" + library);
}
