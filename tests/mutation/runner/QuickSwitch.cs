using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MthpDsl.Mutation;

/// <summary>
/// Makes the switch of Stryker quick: as it is compiled in, it looks for files and variables at each of the thousands of places, and
/// searches a list while coverage is measured. What is left is a comparison of two numbers, and a byte for each mutant.
/// </summary>
internal static class QuickSwitch
{
    /// <summary>The field that holds a byte for each mutant while coverage is measured: 1 where it was reached, and 2 where a type was being initialised.</summary>
    public const string Reached = "Reached";

    /// <summary>Writes an assembly with the quick switch.</summary>
    /// <param name="from">As Stryker has made it.</param>
    /// <param name="to">Where to.</param>
    public static void Install(string from, string to)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(from);
        TypeDefinition control = assembly.MainModule.Types.Single(type => type.Name == "MutantControl");
        MethodDefinition isInStatic = assembly.MainModule.Types.Single(type => type.Name == "MutantContext").Methods.Single(method => method.Name == "InStatic");
        FieldDefinition reached = new(Reached, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(assembly.MainModule.TypeSystem.Byte));
        control.Fields.Add(reached);
        // Without it nothing has to be tested before a field is read.
        control.Methods.Remove(control.Methods.Single(method => method.Name == ".cctor"));

        MethodDefinition register = control.Methods.Single(method => method.Name == "RegisterCoverage");
        WriteRegister(register, reached, isInStatic);
        WriteIsActive(control.Methods.Single(method => method.Name == "IsActive"), Field(control, "CaptureCoverage"), Field(control, "ActiveMutant"), register);
        assembly.Write(to);
    }

    private static FieldDefinition Field(TypeDefinition control, string name) => control.Fields.Single(field => field.Name == name);

    // if (CaptureCoverage) { RegisterCoverage(id); return false; } return id == ActiveMutant;
    private static void WriteIsActive(MethodDefinition method, FieldDefinition capture, FieldDefinition active, MethodDefinition register)
    {
        ILProcessor code = Empty(method);
        Instruction compare = code.Create(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldsfld, capture);
        code.Emit(OpCodes.Brfalse, compare);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, register);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Ret);
        code.Append(compare);
        code.Emit(OpCodes.Ldsfld, active);
        code.Emit(OpCodes.Ceq);
        code.Emit(OpCodes.Ret);
        method.ImplAttributes |= MethodImplAttributes.AggressiveInlining;
    }

    // Reached[id] |= 1 | (InStatic() << 1);
    private static void WriteRegister(MethodDefinition method, FieldDefinition reached, MethodDefinition isInStatic)
    {
        ILProcessor code = Empty(method);
        code.Emit(OpCodes.Ldsfld, reached);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldelema, method.Module.TypeSystem.Byte);
        code.Emit(OpCodes.Dup);
        code.Emit(OpCodes.Ldind_U1);
        code.Emit(OpCodes.Call, isInStatic);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Shl);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Or);
        code.Emit(OpCodes.Or);
        code.Emit(OpCodes.Conv_U1);
        code.Emit(OpCodes.Stind_I1);
        code.Emit(OpCodes.Ret);
    }

    private static ILProcessor Empty(MethodDefinition method)
    {
        method.Body.Instructions.Clear();
        method.Body.ExceptionHandlers.Clear();
        method.Body.Variables.Clear();
        return method.Body.GetILProcessor();
    }
}
