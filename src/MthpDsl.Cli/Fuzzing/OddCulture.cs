using System.Globalization;

namespace MthpDsl.Cli.Fuzzing;

/// <summary>Signs, separators and names as no country has them: what is written by the culture's rules shows at once.</summary>
internal static class OddCulture
{
    public static CultureInfo Create()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.PositiveSign = "p";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NumberGroupSizes = [2];
        culture.NumberFormat.PercentDecimalSeparator = ";";
        culture.NumberFormat.PercentSymbol = "pc";
        culture.DateTimeFormat.DateSeparator = "!";
        culture.DateTimeFormat.TimeSeparator = "?";
        culture.TextInfo.ListSeparator = "|";
        return culture;
    }

    /// <summary>Gives it to this process.</summary>
    public static void Install()
    {
        CultureInfo culture = Create();
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = culture;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }
}
