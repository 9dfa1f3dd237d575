using MthpDsl.Simulation;
using Xunit;

namespace MthpDsl.Tests.Simulation.Units;

/// <summary>Orders and sizes compare as their numbers do.</summary>
public sealed class OrderTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public void Orders_and_sizes_compare_as_numbers(int left, int right)
    {
        (FolioOrder Left, FolioOrder Right) orders = (left, right);
        Assert.Equal(Compared(left, right), (orders.Left < orders.Right, orders.Left <= orders.Right, orders.Left > orders.Right, orders.Left >= orders.Right));
        Assert.Equal(left.CompareTo(right), orders.Left.CompareTo(orders.Right));
        (ByteSize Left, ByteSize Right) sizes = (left.KiB(), right.KiB());
        Assert.Equal(Compared(left, right), (sizes.Left < sizes.Right, sizes.Left <= sizes.Right, sizes.Left > sizes.Right, sizes.Left >= sizes.Right));
        Assert.Equal(left.CompareTo(right), sizes.Left.CompareTo(sizes.Right));

        static (bool, bool, bool, bool) Compared(int left, int right) => (left < right, left <= right, left > right, left >= right);
    }

    [Fact]
    public void Sizes_add_subtract_and_multiply()
    {
        Assert.Equal(5.KiB(), 2.KiB() + 3.KiB());
        Assert.Equal(1.KiB(), 3.KiB() - 2.KiB());
        Assert.Equal(12.KiB(), 3.KiB() * 4);
    }

    [Fact]
    public void An_order_is_so_many_pages_and_so_many_bytes()
    {
        Assert.Equal(512, new FolioOrder(9).Pages);
        Assert.Equal(2.MiB(), PageGeometry.Pages4K.SizeOf(9));
        Assert.Equal((16384, 11, 32.MiB()), (PageGeometry.Pages16K.PageSize, PageGeometry.Pages16K.PmdOrder, PageGeometry.Pages16K.SizeOf(11)));
        Assert.Equal((12, 512, 2L << 20), (PageGeometry.Pages4K.PageShift, PageGeometry.Pages4K.PmdPages, PageGeometry.Pages4K.PmdSize));
    }
}
