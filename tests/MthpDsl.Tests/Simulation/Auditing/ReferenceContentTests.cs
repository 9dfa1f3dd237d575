using MthpDsl.Simulation;
using MthpDsl.Simulation.AddressSpaces;
using MthpDsl.Simulation.Auditing;
using Xunit;

namespace MthpDsl.Tests.Simulation.Auditing;

/// <summary>What the reference knows by itself, without a machine that is compared with it.</summary>
public sealed class ReferenceContentTests
{
    private readonly ReferenceContent _reference = new();
    private readonly AddressSpace _parent = new(PageGeometry.Pages4K, 1);
    private readonly AddressSpace _child = new(PageGeometry.Pages4K, 2);

    [Theory]
    [InlineData(2, 4, new long[] { 0, 1, 4, 5, 6, 7, 8, 9 })]
    [InlineData(2, 8, new long[] { 0, 1 })]
    [InlineData(0, 8, new long[] { })]
    public void What_is_not_forked_is_not_where_it_is_moved_to_and_what_the_move_adds_is_like_its_end(int first, int end, long[] forked)
    {
        _reference.Stored(_parent, 0x100, 8, zeros: false);
        _reference.Advised(_parent, 0x200, 0x20a, Advice.Dontfork, Errno.None);
        _reference.Advised(_parent, 0x100 + first, 0x100 + end, Advice.Dontfork, Errno.None);
        _reference.Moved(_parent, 0x100, 0x108, 0x200, 0x20a);
        _reference.Stored(_parent, 0x208, 2, zeros: false);

        _reference.Forked(_parent, _child);

        Assert.Equal(forked.Select(page => 0x200 + page), _reference.Of(_child).Keys.Order());
    }

    [Fact]
    public void A_page_that_the_machine_was_believed_about_holds_just_that()
    {
        _reference.Stored(_parent, 7, 1, zeros: false);
        _reference.Adopt(_parent, 7, content: 5);

        Assert.Equal([true, false, false], new long[] { 5, 1, 0 }.Select(content => _reference.Of(_parent)[7].Allows(content)));
    }
}
