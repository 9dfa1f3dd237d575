using System.Collections.Immutable;

namespace MthpDsl.Cli.Commands;

/// <summary>Every command, in the order of the help. A new command is a file beside this one and a row here.</summary>
internal static class CommandTable
{
    /// <summary>The rows.</summary>
    public static ImmutableArray<CommandRow> All { get; } =
    [
        new("run", RunCommand.Create),
        new("check", CheckCommand.Create),
        new("fmt", FmtCommand.Create),
        new("new", NewCommand.Create),
        new("compare", CompareCommand.Create),
        new("explain", ExplainCommand.Create),
        new("thpmaps", ThpMapsCommand.Create),
        new("sweep", SweepCommand.Create),
        new("export", ExportCommand.Create),
        new("verify", VerifyCommand.Create),
        new("fuzz", FuzzCommand.Create),
        new("record", RecordCommand.Create),
        new("import", ImportCommand.Create),
#if WITH_CSHARP
        new("repl", CSharp.ReplCommand.Create),
        new("script", CSharp.ScriptCommand.Create),
#else
        new("repl", _ => Hosting.CSharpSupport.MissingCommand("repl")),
        new("script", _ => Hosting.CSharpSupport.MissingCommand("script")),
#endif
        new("snapshots", SnapshotsCommand.Create),
        new("completion", CompletionCommand.Create),
        new("man", ManCommand.Create),
        new("help", HelpCommand.Create),
    ];

    /// <summary>What the scripts of <c>mthp completion</c> call; no person does.</summary>
    private static CommandRow Complete { get; } = new("complete", CompleteCommand.Create);

    /// <summary>The row of a name, or null.</summary>
    public static CommandRow? Find(string name) => name == Complete.Name ? Complete : All.FirstOrDefault(row => row.Name == name);
}
