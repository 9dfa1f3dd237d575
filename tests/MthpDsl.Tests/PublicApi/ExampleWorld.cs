using System.Globalization;
using MthpDsl.Simulation;

namespace MthpDsl.Tests.PublicApi;

#pragma warning disable IDE1006, CA1051, SA1307 // Named as the examples name them.

/// <summary>What examples in the documentation take for granted: a machine with a mapping of 2M on which nothing has happened.</summary>
public abstract class ExampleWorld
{
    protected readonly Machine machine = new(KernelModel.Rfc2024);
    protected readonly Mapping heap;
    protected readonly Printer Console = new();

    protected ExampleWorld() => heap = machine.Main.Map("heap", 2.MiB());

    /// <summary>What it printed.</summary>
    public IReadOnlyList<string> Printed => Console.Lines;

    /// <summary>Runs the example.</summary>
    public virtual void Run()
    {
    }

    /// <summary>Keeps what examples print.</summary>
    public sealed class Printer
    {
        public List<string> Lines { get; } = [];

        public TextWriter Out { get; } = TextWriter.Null;

        public void WriteLine(object? value) => Lines.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    }
}
