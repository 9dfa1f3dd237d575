using Xunit;

namespace MthpDsl.Tests.Answers;

/// <summary>
/// What the simulation says, to the last counter, about every recording, every scenario and some that were made at random. A change of
/// it that was not meant is found here; one that was meant is accepted.
/// </summary>
public sealed class AnswerTests
{
    private const string Command = "dotnet test tests/MthpDsl.Tests -c Release --filter AnswerTests";

    [Fact]
    public void Every_scenario_is_answered_as_it_was_accepted()
    {
        switch (Environment.GetEnvironmentVariable("MTHP_ANSWERS"))
        {
            case "accept":
                AcceptedAnswers.Accept(AnswerSource.Names);
                break;
            case { Length: > 0 } folder:
                AcceptedAnswers.Write(AnswerSource.Names, folder);
                break;
        }

        IReadOnlyDictionary<string, string> accepted = AcceptedAnswers.Read();
        List<string> different =
        [
            .. AnswerSource.Names.Where(name => accepted.GetValueOrDefault(name) != AcceptedAnswers.DigestOf(name)),
            .. accepted.Keys.Except(AnswerSource.Names),
        ];

        Assert.True(different.Count == 0, Message(different));
    }

    private static string Message(List<string> different) =>
        $"""
        {different.Count} answers are not the accepted ones: {string.Join(", ", different.Take(20))}
        In full, to be compared with those of another build: MTHP_ANSWERS=FOLDER {Command}
        To accept them all: MTHP_ANSWERS=accept {Command}
        """;
}
