using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace MthpDsl.Analyzers;

/// <summary>
/// Reports what is wrong with scenarios in C#: the constant strings passed to parameters with <c>[StringSyntax("mthp")]</c>, at the
/// place inside the literal. <c>[StringSyntax("mthp", "fragment")]</c> takes a few statements whose names come from elsewhere: only their
/// syntax is checked.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScenarioLiteralAnalyzer : DiagnosticAnalyzer
{
    private const string Syntax = "mthp";
    private const string Fragment = "fragment";

    /// <inheritdoc/>
    public override ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            Lazy<ScenarioFiles> files = new(() => new ScenarioFiles(start.Options.AdditionalFiles, start.CancellationToken));
            start.RegisterOperationAction(operation => Check(operation, files), OperationKind.Argument);
        });
    }

    private static void Check(OperationAnalysisContext context, Lazy<ScenarioFiles> files)
    {
        IArgumentOperation argument = (IArgumentOperation)context.Operation;
        if (argument.ArgumentKind == ArgumentKind.DefaultValue
            || argument.Parameter is not { Type.SpecialType: SpecialType.System_String } parameter
            || argument.Value.ConstantValue is not { HasValue: true, Value: string value }
            || SyntaxOf(parameter) is not { } syntax)
        {
            return;
        }

        LiteralText? literal = LiteralText.Of(argument.Value);
        Language.SourceText source = Language.SourceText.From(literal?.Value ?? value, argument.Syntax.SyntaxTree.FilePath);
        foreach (Language.Diagnostic diagnostic in DiagnosticsOf(source, syntax, files))
        {
            if (diagnostic.Source == source)
            {
                context.ReportDiagnostic(Convert(diagnostic, argument.Value.Syntax, literal));
            }
        }
    }

    private static IEnumerable<Language.Diagnostic> DiagnosticsOf(Language.SourceText source, AttributeData syntax, Lazy<ScenarioFiles> files)
    {
        bool isFragment = syntax.ConstructorArguments.Length > 1
            && syntax.ConstructorArguments[1].Values.Any(argument => argument.Value as string == Fragment);
        return isFragment
            ? Language.ScenarioParser.Parse(source).Diagnostics
            : Language.ScenarioBinder.Bind(source, new Language.BindOptions { Includes = files.Value }).Diagnostics;
    }

    private static AttributeData? SyntaxOf(IParameterSymbol parameter) => parameter.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass is { Name: "StringSyntaxAttribute" }
        && attribute.ConstructorArguments.Length > 0
        && attribute.ConstructorArguments[0].Value as string == Syntax);

    private static Microsoft.CodeAnalysis.Diagnostic Convert(Language.Diagnostic diagnostic, SyntaxNode argument, LiteralText? literal)
    {
        if (literal is null)
        {
            string place = string.Format(
                CultureInfo.InvariantCulture, "({0},{1}) ", diagnostic.Position.Line, diagnostic.Position.Column);
            return Reports.Create(diagnostic, argument.GetLocation(), fix: null, place);
        }

        Location at = Location.Create(argument.SyntaxTree, literal.PlaceOf(diagnostic.Span.Start, diagnostic.Span.Length));
        TextChange? fix = diagnostic.Fix is { } change && !NeedsEscape(change.NewText)
            ? new TextChange(literal.PlaceOf(change.Span.Start, change.Span.Length), change.NewText)
            : null;
        return Reports.Create(diagnostic, at, fix);
    }

    private static bool NeedsEscape(string text) => text.IndexOfAny(['"', '\\', '\n', '\r']) >= 0;
}
