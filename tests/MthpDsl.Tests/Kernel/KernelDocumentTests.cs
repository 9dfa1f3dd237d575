using MthpDsl.Kernel.Documents;
using MthpDsl.Kernel.Running;
using MthpDsl.Simulation.Layout;
using Xunit;

namespace MthpDsl.Tests.Kernel;

public sealed class KernelDocumentTests
{
    [Fact]
    public void A_document_is_read_with_what_each_expectation_saw()
    {
        KernelCase read = KernelDocument.Parse(SampleDocument.Of(SampleDocument.Folio(0, 16, 4), observed: "16 x 4K")).Cases[0];

        Assert.Equal("6.18.44", read.Result.Kernel);
        Assert.Null(read.Skipped);
        LayoutRun run = Assert.Single(read.Result.Snapshots[0].Processes[0].Mappings[0].Runs);
        Assert.Equal((16, 4, false), (run.Pages, run.Order, run.IsPmdMapped));
        Assert.Equal(new Place(null, 3, 1), read.Observed[0].Place);
        Assert.Equal("16 x 4K", read.Observed[0].Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\": 2, \"results\": []}")]
    [InlineData("{\"schema\": 1, \"results\": [{}]}")]
    [InlineData("{\"schema\": 1, \"results\": 7}")]
    [InlineData("not json")]
    public void What_is_no_document_is_said_and_does_not_crash(string text) =>
        Assert.Throws<KernelException>(() => KernelDocument.Parse(text));
}
