using MthpDsl.Language;

namespace MthpDsl.Kernel.Export;

/// <summary>Statements about the memory of one process.</summary>
internal static class MemoryExport
{
    public static void Map(MapStatement statement, ExportState state)
    {
        long size = state.Size(statement, statement.Size);
        state.Call("map", CText.String(state.Process), CText.String(statement.Name.Text), CText.Size(size), Place(statement, statement.Placement, state));
        state.Map(statement.Name.Text, size);
    }

    public static void Unmap(UnmapStatement statement, ExportState state) => state.Call("unmap", state.Range(statement, statement.Range));

    public static void Protect(ProtectStatement statement, ExportState state) => state.Call(
        "protect",
        state.Range(statement, statement.Range),
        statement.Protection switch { Protection.None => "PROT_NONE", Protection.Read => "PROT_READ", _ => "PROT_READ | PROT_WRITE" });

    public static void Move(MoveStatement statement, ExportState state)
    {
        ByteRange bytes = state.Bytes(statement, statement.Range);
        string name = statement.As is null ? "NULL" : CText.String(statement.As.Text);
        state.Call("move", state.Range(statement, statement.Range), name, Place(statement, statement.Placement, state));
        if (statement.As is null)
        {
            return;
        }

        if (bytes.Length == state.SizeOf(statement, statement.Range.Mapping))
        {
            state.Unname(statement.Range.Mapping.Text);
        }

        state.Map(statement.As.Text, bytes.Length);
    }

    public static void Resize(ResizeStatement statement, ExportState state)
    {
        long by = state.Size(statement, statement.By);
        long size = state.SizeOf(statement, statement.Name) + (statement.Grows ? by : -by);
        state.Call("resize", CText.String(state.Process), CText.String(statement.Name.Text), CText.Size(Math.Max(0, size)));
        state.Map(statement.Name.Text, size);
    }

    public static void Madvise(MadviseStatement statement, ExportState state) => state.Call(
        "advise",
        state.Range(statement, statement.Range),
        "MADV_" + statement.Advice.Text.ToUpperInvariant().Replace('-', '_'));

    public static void Lock(LockStatement statement, ExportState state) =>
        state.Call(statement.Locks ? "lock" : "unlock", state.Range(statement, statement.Range));

    public static void Pin(PinStatement statement, ExportState state)
    {
        string pins = CText.Bool(statement.IsPin);
        if (statement.Range is not { } range)
        {
            state.Call("end_all_references", CText.String(state.Process), pins);
        }
        else if (statement.Takes)
        {
            state.Call(statement.IsPin ? "pin" : "hold", state.Range(statement, range));
        }
        else
        {
            state.Call("end_references", state.Range(statement, range), pins);
        }
    }

    public static void Idle(IdleStatement statement, ExportState state) => state.Call("idle", state.Range(statement, statement.Range));

    public static void Uffd(UffdStatement statement, ExportState state) => state.Call(
        "uffd",
        state.Range(statement, statement.Range),
        statement.WriteProtect ? "UFFDIO_REGISTER_MODE_WP" : "UFFDIO_REGISTER_MODE_MISSING");

    private static string Place(StatementSyntax statement, PlacementSyntax placement, ExportState state) => placement.Kind switch
    {
        PlacementKind.At => $"at_address({CText.Number(state.Value(statement, placement.Value!).Amount)})",
        PlacementKind.Offset => $"at_offset({CText.Size(state.Size(statement, placement.Value!))})",
        PlacementKind.After => $"after({CText.String(After(statement, placement.After!, state))})",
        _ => "own_place()",
    };

    private static string After(StatementSyntax statement, NameSyntax other, ExportState state)
    {
        _ = state.SizeOf(statement, other);
        return other.Text;
    }
}
