using MthpDsl.Kernel.Export;
using Xunit;

namespace MthpDsl.Tests.Kernel;

public sealed class CTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"; system(\"x\"); //", "\"a\\\"; system(\\\"x\\\"); //\"")]
    [InlineData("back\\slash", "\"back\\\\slash\"")]
    [InlineData("??/ trigraph", "\"\\077\\077/ trigraph\"")]
    [InlineData("line\nbreak", "\"line\\012break\"")]
    [InlineData("\u202Eturned", "\"\\342\\200\\256turned\"")]
    [InlineData("größer", "\"größer\"")]
    public void A_string_cannot_end_before_its_end(string value, string expected) => Assert.Equal(expected, CText.String(value));

    [Theory]
    [InlineData("hugepages-*/enabled")]
    [InlineData("*/ int x; /*")]
    [InlineData("**//**/")]
    [InlineData("/*/")]
    public void A_comment_can_neither_end_nor_begin_another(string value)
    {
        string comment = CText.Comment(value);

        Assert.DoesNotContain("*/", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("/*", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4096, "4 * KiB")]
    [InlineData(2 << 20, "2 * MiB")]
    [InlineData(1L << 40, "1 * TiB")]
    [InlineData(2052 << 10, "2052 * KiB")]
    [InlineData(1000, "1000")]
    public void A_size_is_readable(long bytes, string expected) => Assert.Equal(expected, CText.Size(bytes));
}
