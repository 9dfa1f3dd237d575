using MthpDsl.Simulation.Memory;
using Xunit;

namespace MthpDsl.Tests.Simulation.Memory;

/// <summary>The two owners of a folio whose mappings are counted (spec MM 8.3).</summary>
public sealed class LargeFolioTests
{
    // With more than two it may go on to look shared, and never looks like one owner's while it is not.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void One_owner_has_all_only_where_no_other_maps_it(int owners)
    {
        var random = new Random(owners);
        for (int history = 0; history < 50; history++)
        {
            LargeFolio folio = LargeFolio.Unmapped;
            int[] maps = new int[owners + 1];
            for (int step = 0; step < 100; step++)
            {
                int owner = 1 + random.Next(owners);
                int change = maps[owner] > 0 && random.Next(2) == 0 ? -1 - random.Next(maps[owner]) : 1 + random.Next(3);
                folio.CountMappings(owner, change);
                maps[owner] += change;

                bool one = maps.Count(count => count > 0) == 1;
                Assert.Equal(maps.Sum(), folio.LargeMapCount);
                Assert.True(owners == 2 ? folio.OneOwnerHasAll == one : one || !folio.OneOwnerHasAll);
            }
        }
    }
}
