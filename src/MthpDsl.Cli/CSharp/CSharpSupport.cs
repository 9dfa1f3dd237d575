using System.Runtime.CompilerServices;
using MthpDsl.Scenarios;
using MthpDsl.Scripting;

namespace MthpDsl.Cli.Hosting;

/// <content>With Roslyn. Nothing of it is loaded before it is asked for.</content>
internal static partial class CSharpSupport
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ICSharpHost CreateHost()
    {
        // What scenarios print is talk; standard output holds results only.
        Console.SetOut(Console.Error);
        return new CSharpHost();
    }
}
