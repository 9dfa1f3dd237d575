namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>Where the inputs of a session come from.</summary>
internal interface IPrompt
{
    /// <summary>The next input, of one line or several; null where there are no more.</summary>
    string? Read();

    /// <summary>What a person gets to stop a long input; a token for each input.</summary>
    CancellationToken BeginRun();

    /// <summary>The input has been answered.</summary>
    void EndRun();
}
