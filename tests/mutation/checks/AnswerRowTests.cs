using MthpDsl.Tests.Answers;
using Xunit;

namespace MthpDsl.Tests.Mutation;

/// <summary>The accepted answers, a row each, so that each row reaches few mutants.</summary>
public sealed class AnswerRowTests
{
    private static readonly IReadOnlyDictionary<string, string> Accepted = AcceptedAnswers.Read();

    public static TheoryData<string> Names() => new(AnswerSource.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_is_answered_as_it_was_accepted(string name) => Assert.Equal(Accepted[name], AcceptedAnswers.DigestOf(name));
}
