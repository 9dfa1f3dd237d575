namespace MthpDsl.Cli.CSharp.Repl;

/// <summary>What was typed before; the newest is the text that is being typed.</summary>
internal sealed class InputHistory
{
    private readonly List<string> _inputs = [];
    private string _draft = "";
    private int _at;

    /// <summary>Takes an input; one that repeats the last is not kept twice.</summary>
    public void Add(string input)
    {
        if (input.Trim().Length > 0 && (_inputs.Count == 0 || _inputs[^1] != input))
        {
            _inputs.Add(input);
        }

        _at = _inputs.Count;
    }

    /// <summary>An older input, or null where there is none.</summary>
    /// <param name="current">What is being typed, to come back to.</param>
    public string? Older(string current)
    {
        if (_at == _inputs.Count)
        {
            _draft = current;
        }

        return _at == 0 ? null : _inputs[--_at];
    }

    /// <summary>A newer input, at last what was being typed; null behind that.</summary>
    public string? Newer() => _at == _inputs.Count ? null : ++_at == _inputs.Count ? _draft : _inputs[_at];
}
