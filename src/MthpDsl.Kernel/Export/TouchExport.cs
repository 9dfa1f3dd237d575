using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary><c>write</c> and <c>read</c>.</summary>
internal static class TouchExport
{
    private const long RandomPagesMax = 100_000;

    public static void Touch(TouchStatement statement, ExportState state)
    {
        string range = state.Range(statement, statement.Range);
        if (statement.RandomPages is { } count && state.Count(statement, count) is var pages and > 0)
        {
            Random(statement, range, pages, state);
            return;
        }

        state.Call("touch", range, Flags(statement), Stride(statement, state));
    }

    private static string Stride(TouchStatement statement, ExportState state)
    {
        if (statement.Stride is not { } stride)
        {
            return "all_pages()";
        }

        string length = stride.For is null ? "page_size" : CText.Size(state.Size(statement, stride.For));
        return $"every({CText.Size(state.Size(statement, stride.Every))}, {length})";
    }

    // The simulator draws with replacement, in this order.
    private static void Random(TouchStatement statement, string range, long count, ExportState state)
    {
        long pages = state.Bytes(statement, statement.Range).Length / state.Machine.PageSize;
        if (count > RandomPagesMax)
        {
            throw ExportFailure.Impossible(statement, $"more than {RandomPagesMax} random pages would have to be written out");
        }

        if (pages == 0)
        {
            return;
        }

        IEnumerable<string> drawn = Enumerable.Range(0, (int)count).Select(_ => CText.Number(state.Random.Next(pages)));
        string list = $"(const uint64_t[]){{ {string.Join(", ", drawn)} }}";
        state.Call("touch_pages", range, Flags(statement), list, CText.Number(count));
    }

    private static string Flags(TouchStatement statement)
    {
        List<string> flags = [];
        if (statement.IsWrite)
        {
            flags.Add("WRITE");
        }

        if (statement.Backwards)
        {
            flags.Add("BACKWARDS");
        }

        if (statement.WithZeros)
        {
            flags.Add("ZEROS");
        }

        return flags.Count == 0 ? "READ" : string.Join(" | ", flags);
    }
}
