using Sprache;

namespace MthpDsl.Language;

/// <summary><c>machine { … }</c>: memory, page size, architecture, swap and seed, before anything runs.</summary>
/// <param name="Settings">One a line.</param>
public sealed record MachineStatement(BlockSyntax<MachineSettingSyntax> Settings) : StatementSyntax
{
    internal static readonly StatementDefinition Row = new()
    {
        Name = "machine",
        Keywords = ["machine"],
        Grammar = "'machine' '{' eol (setting eol)* '}'",
        Help = "Says what the machine looks like, before anything else runs: memory, page-size, arch, swap, seed. Defaults: 4G, 4K, x86_64, no swap, seed 1.",
        Example = "machine {\n  memory 1G\n  swap 64M on zram\n}",
        Body = StatementBody.Settings,
        Rule = _ =>
            from settings in BlockRules.Of<MachineSettingSyntax>(MachineSettingReader.ReadLine)
            select (StatementSyntax)new MachineStatement(settings),
    };

    /// <inheritdoc/>
    public override StatementDefinition Definition => Row;

    internal override void WriteTo(SyntaxWriter writer) => writer.Text("machine ").Node(Settings);

    internal override void Bind(Binder binder) => binder.BindMachine(this);
}
