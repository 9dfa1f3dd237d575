using Xunit;

namespace MthpDsl.Tests.BadInput;

/// <summary>A test that needs a shell and the devices of Linux; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute() => Skip = Shell.WhatIsMissing;
}

/// <summary>The same without data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = Shell.WhatIsMissing;
}
