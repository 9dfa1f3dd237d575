using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MthpDsl.Tests.PublicApi;

/// <summary>What an assembly shows to others, as C# declarations: a break is a difference in a file that a person reads.</summary>
internal static class ApiText
{
    private static readonly MetadataReference[] _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly SymbolDisplayFormat _type = Format(
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes, SymbolDisplayMemberOptions.None, SymbolDisplayKindOptions.IncludeTypeKeyword);

    private static readonly SymbolDisplayFormat _member = Format(
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
        | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        SymbolDisplayKindOptions.None);

    /// <summary>The public types and members of a library of this repository, sorted.</summary>
    public static string Of(string library)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("api", references: _references);
        IAssemblySymbol assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(
            _references.Single(reference => Path.GetFileNameWithoutExtension(reference.Display) == library))!;
        StringBuilder text = new();
        foreach (IGrouping<string, INamedTypeSymbol> space in PublicTypes(assembly.GlobalNamespace)
            .GroupBy(type => type.ContainingNamespace.ToDisplayString()).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (INamedTypeSymbol type in space.OrderBy(type => type.ToDisplayString(_type), StringComparer.Ordinal))
            {
                Append(text, type);
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The public types of an assembly, and those inside them.</summary>
    private static IEnumerable<INamedTypeSymbol> PublicTypes(INamespaceOrTypeSymbol owner)
    {
        foreach (INamespaceOrTypeSymbol member in owner.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type)
            {
                yield return type;
            }

            if (member is INamespaceSymbol || member.DeclaredAccessibility == Accessibility.Public)
            {
                foreach (INamedTypeSymbol inner in PublicTypes(member))
                {
                    yield return inner;
                }
            }
        }
    }

    private static void Append(StringBuilder text, INamedTypeSymbol type)
    {
        string modifiers = type switch
        {
            { IsStatic: true } => "static ",
            { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
            { TypeKind: TypeKind.Class, IsSealed: false } => "open ",
            _ => "",
        };
        string[] bases = [.. Bases(type).Select(parent => parent.ToDisplayString(_member))];
        text.Append("  ").Append(modifiers).Append(type.ToDisplayString(_type))
            .Append(bases.Length == 0 ? "" : " : " + string.Join(", ", bases)).Append('\n');
        foreach (string line in type.GetMembers().Where(IsShown).Select(Line).Order(StringComparer.Ordinal))
        {
            text.Append("    ").Append(line).Append('\n');
        }
    }

    private static string Line(ISymbol member) => member.ToDisplayString(_member);

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        bool says = type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object };
        IEnumerable<INamedTypeSymbol> interfaces = type.Interfaces
            .Where(item => item.DeclaredAccessibility == Accessibility.Public && item.Name != "IEquatable")
            .OrderBy(item => item.ToDisplayString(), StringComparer.Ordinal);
        return says ? interfaces.Prepend(type.BaseType!) : interfaces;
    }

    /// <summary>Not what every record and every enumeration has, nor what a property's own line says.</summary>
    private static bool IsShown(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected
        && !member.IsImplicitlyDeclared
        && member is not INamedTypeSymbol
        && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        && !(member is IMethodSymbol { IsOverride: true } || member.Name is "Equals" or "op_Equality" or "op_Inequality" or "Deconstruct" or "<Clone>$" or "PrintMembers" or "EqualityContract");

    private static SymbolDisplayFormat Format(
        SymbolDisplayTypeQualificationStyle qualification, SymbolDisplayMemberOptions members, SymbolDisplayKindOptions kinds) => new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        qualification,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        members,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
        | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        kinds,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
        | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);
}
