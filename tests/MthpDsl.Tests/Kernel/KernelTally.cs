using MthpDsl.Kernel.Running;
using MthpDsl.Kernel.Verification;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace MthpDsl.Tests.Kernel;

/// <summary>Counts what was compared with a real kernel; the test command says it at the end.</summary>
public sealed class KernelTally(IMessageSink messages) : IDisposable
{
    private int _compared;
    private int _equal;

    /// <summary>A verdict.</summary>
    public void Count(CaseVerdict verdict)
    {
        _compared += verdict.Status == VerifyStatus.Skipped ? 0 : 1;
        _equal += verdict.Status == VerifyStatus.Equal ? 1 : 0;
    }

    public void Dispose() => messages.OnMessage(new DiagnosticMessage(KernelMachine.WhatIsMissing() is { } missing
        ? $"no scenario was compared with a real kernel: {missing}"
        : $"{_compared} scenarios were compared with Linux {KernelMachine.Release}: {_equal} equal"));
}

/// <summary>Tests that turn the machine's knobs run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class KernelCollection : ICollectionFixture<KernelTally>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "real kernel";
}
