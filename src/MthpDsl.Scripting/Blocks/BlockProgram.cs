using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using MthpDsl.Language;
using MthpDsl.Scenarios;
using MthpDsl.Simulation;

namespace MthpDsl.Scripting.Blocks;

/// <summary>The compiled blocks of a scenario. Their assembly goes when this does.</summary>
internal sealed class BlockProgram : ICSharpProgram
{
    private readonly Dictionary<StatementSyntax, (BlockCode Code, Delegate Run)> _blocks = new(ReferenceEqualityComparer.Instance);
    private readonly ConditionalWeakTable<Machine, Dictionary<string, object?>> _kept = [];
    private readonly CSharpLimits _limits;

    /// <summary>Compiles and loads.</summary>
    /// <param name="scenario">Whose names the blocks may use.</param>
    /// <param name="statements">The statements whose blocks are wanted.</param>
    /// <param name="limits">What each block may use.</param>
    public BlockProgram(BoundScenario scenario, IEnumerable<StatementSyntax> statements, CSharpLimits limits)
    {
        _limits = limits;
        IReadOnlyList<BlockCode> blocks = BlockWriter.Write(scenario, statements);
        byte[]? image = BlockCompiler.Compile(blocks, out IReadOnlyList<Diagnostic> diagnostics);
        Diagnostics = diagnostics;
        if (image is not null)
        {
            Load(blocks, image);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <inheritdoc/>
    public Diagnostic? Run(DoStatement block, CSharpScope scope)
    {
        (_, Delegate run) = _blocks[block];
        return Guard(block, () => ((Action<BlockScope>)run)(ScopeOf(scope)));
    }

    /// <inheritdoc/>
    public Diagnostic? Evaluate(ExpectCSharp block, CSharpScope scope, out CSharpValue value)
    {
        (BlockCode code, Delegate run) = _blocks[block];
        BlockScope names = ScopeOf(scope);
        bool holds = false;
        Diagnostic? failure = Guard(block, () => holds = ((Func<BlockScope, bool>)run)(names));
        value = new(holds, names.Left is { } left ? $"{BlockGuards.LeftOf(code.Tree.GetRoot())?.ToString().Trim()} is {left}" : null);
        return failure;
    }

    /// <summary>Each case has its machine, and its own values of the variables.</summary>
    private BlockScope ScopeOf(CSharpScope scope) => new(scope, _kept.GetOrCreateValue(scope.Process.Machine));

    private Diagnostic? Guard(StatementSyntax block, Action action) =>
        GuardedRun.Run(action, _limits, CancellationToken.None, out Exception? thrown) switch
        {
            GuardedEnd.Finished => null,
            GuardedEnd.TookTooLong => Failure(block, CSharpDiagnostics.TooLong, Seconds(_limits.Time)),
            GuardedEnd.TookTooMuch => Failure(block, CSharpDiagnostics.TooMuch, _limits.Memory.ToString()),
            _ => Failure(block, CSharpDiagnostics.Threw, thrown!.GetType().Name, thrown.Message),
        };

    private static Diagnostic Failure(StatementSyntax block, DiagnosticDescriptor descriptor, params object[] arguments) =>
        new(descriptor, block.Source, block.Span, arguments);

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    private void Load(IReadOnlyList<BlockCode> blocks, byte[] image)
    {
        using MemoryStream stream = new(image);
        Assembly assembly = new AssemblyLoadContext("blocks", isCollectible: true).LoadFromStream(stream);
        foreach (BlockCode block in blocks)
        {
            MethodInfo method = assembly.GetType(block.ClassName)!.GetMethod("Run")!;
            Type type = block.IsExpression ? typeof(Func<BlockScope, bool>) : typeof(Action<BlockScope>);
            _blocks.Add(block.Statement, (block, method.CreateDelegate(type)));
        }
    }
}
