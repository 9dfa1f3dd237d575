namespace MthpDsl.Cli.Hosting;

/// <summary>What the process answers; a later value of a run outweighs an earlier one.</summary>
internal enum ExitCode
{
    /// <summary>All passed.</summary>
    Passed = 0,

    /// <summary>An expectation was not met.</summary>
    Failed = 1,

    /// <summary>A scenario could not be read, stopped with an error, or its results could not be written.</summary>
    Error = 2,

    /// <summary>The command line is wrong.</summary>
    Usage = 3,
}
