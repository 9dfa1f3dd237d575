using Sprache;

namespace MthpDsl.Language;

/// <summary><c>sysfs PATH = VALUE</c>, or a block of such lines: writes below /sys/kernel/mm/transparent_hugepage/.</summary>
/// <param name="Writes">In order; one where there is no block.</param>
/// <param name="IsBlock">Written with braces.</param>
public sealed record SysfsStatement(BlockSyntax<SysfsWriteSyntax> Writes, bool IsBlock) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "sysfs",
        Keywords = ["sysfs"],
        Grammar = "'sysfs' (sysfs-write | '{' eol (sysfs-write eol)* '}')",
        Help = "Writes below /sys/kernel/mm/transparent_hugepage/, with the kernel's own names and values. A * writes every match. Where a write starts khugepaged, it makes one pass at once.",
        Example = "sysfs hugepages-64kB/enabled = madvise",
        Body = StatementBody.Writes,
        Rule = _ => ScanExtensions.OneOf(
            from writes in BlockRules.Of<SysfsWriteSyntax>(SysfsRules.ReadWriteLine)
            select (StatementSyntax)new SysfsStatement(writes, true),
            from write in SysfsRules.Write
            select (StatementSyntax)new SysfsStatement(new(new([write])) { Span = write.Span }, false)),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer)
    {
        writer.Text("sysfs ");
        if (IsBlock)
        {
            writer.Node(Writes);
        }
        else
        {
            writer.Node(Writes.Items[0]);
        }
    }

    internal override void Bind(Binder binder)
    {
        foreach (SysfsWriteSyntax write in Writes.Items)
        {
            binder.BindWrite(write);
        }
    }
}
