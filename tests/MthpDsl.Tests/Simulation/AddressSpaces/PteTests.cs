using MthpDsl.Simulation.AddressSpaces;
using Xunit;

namespace MthpDsl.Tests.Simulation.AddressSpaces;

public sealed class PteTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_swap_entry_names_its_slot_and_remembers_whether_the_page_was_exclusive(bool exclusive)
    {
        Pte entry = Pte.ForSwap(77, exclusive);

        Assert.Equal((true, false, false, 77L), (entry.IsSwap, entry.IsPresent, entry.IsNone, entry.Payload));
        Assert.Equal(exclusive, entry.IsSwapExclusive);
        Assert.Equal(Pte.ForSwap(80, exclusive), entry.Advance(3));
    }
}
