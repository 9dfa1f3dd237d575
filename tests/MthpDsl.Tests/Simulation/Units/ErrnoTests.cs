using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Units;

public sealed class ErrnoTests
{
    [Fact]
    public void Only_the_lack_of_an_error_is_called_a_success()
    {
        Assert.All(Enum.GetValues<Errno>(), errno => Assert.Equal(errno == Errno.None, errno.Meaning() == "success"));
        Assert.Equal("invalid argument", Errno.EINVAL.Meaning());
    }
}
