using MthpDsl.Scenarios.Results;

namespace MthpDsl.Reporting.Text;

/// <summary>Colours of a terminal, or none. What is coloured is always said in words too.</summary>
internal sealed class Style(bool colour)
{
    private const string Red = "31";
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Bold = "1";

    /// <summary>How a case ended, six columns wide.</summary>
    public string Status(ResultStatus status) => status switch
    {
        ResultStatus.Passed => Paint("passed", Green),
        ResultStatus.Failed => Paint("FAILED", Red),
        _ => Paint("ERROR ", Red),
    };

    /// <summary><c>error</c> or <c>warning</c>.</summary>
    public string Severity(ResultSeverity severity) =>
        severity == ResultSeverity.Error ? Paint("error", Red) : Paint("warning", Yellow);

    /// <summary>A text that stands out.</summary>
    public string Strong(string text) => Paint(text, Bold);

    private string Paint(string text, string code) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
