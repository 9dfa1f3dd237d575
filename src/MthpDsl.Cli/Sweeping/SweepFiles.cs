using System.Runtime.CompilerServices;
using System.Text;
using MthpDsl.Reporting.Sweeps;
#if WITH_SWEEP_FILES
using MthpDsl.Sweep;
#endif

namespace MthpDsl.Cli.Sweeping;

/// <summary>Parquet and plots, which the native build leaves out. What they need is loaded when they are first written.</summary>
internal static class SweepFiles
{
#if WITH_SWEEP_FILES
    /// <summary>Whether this build has them.</summary>
    public static bool IsThere => true;

    /// <summary>Writes Parquet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteParquet(SweepTable table, Stream stream) => SweepParquet.Write(table, stream);

    /// <summary>Draws a picture.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WritePlot(SweepTable table, int x, string metric, string title, bool isSvg, Stream stream)
    {
        using SweepPlot plot = new(table, x, metric, title);
        stream.Write(isSvg ? Encoding.UTF8.GetBytes(plot.ToSvg()) : plot.ToPng());
    }
#else
    /// <summary>Whether this build has them.</summary>
    public static bool IsThere => false;

    /// <summary>Writes Parquet.</summary>
    public static void WriteParquet(SweepTable table, Stream stream) => throw new NotSupportedException();

    /// <summary>Draws a picture.</summary>
    public static void WritePlot(SweepTable table, int x, string metric, string title, bool isSvg, Stream stream) => throw new NotSupportedException();
#endif
}
