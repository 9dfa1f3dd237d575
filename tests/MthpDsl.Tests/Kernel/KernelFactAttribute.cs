using MthpDsl.Kernel.Running;
using Xunit;

namespace MthpDsl.Tests.Kernel;

/// <summary>A test that runs programs on this machine's kernel: skipped with the reason where that cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute() => Skip = KernelMachine.WhatIsMissing();
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute() => Skip = KernelMachine.WhatIsMissing();

    /// <summary>It compares with the model of this kernel's version.</summary>
    public bool NeedsModel
    {
        get => false;
        init => Skip ??= value && KernelMachine.ModelOf(KernelMachine.Release) is null
            ? $"no model is of the version of kernel {KernelMachine.Release}"
            : null;
    }

    /// <summary>A file of the kernel that has to be there.</summary>
    public string Needs
    {
        get => "";
        init => Skip ??= File.Exists(value) ? null : $"this kernel has no {value}";
    }
}

/// <summary>A test that needs a C compiler and Linux headers, and runs nothing that it compiles.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() =>
        Skip = !OperatingSystem.IsLinux() ? "this needs Linux headers" : CCompiler.Find() is null ? "there is no C compiler" : null;
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = new CompilerFactAttribute().Skip;
}
