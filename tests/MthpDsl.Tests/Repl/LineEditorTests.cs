using MthpDsl.Cli.CSharp.Repl;
using MthpDsl.Scripting.Repl;
using Xunit;

namespace MthpDsl.Tests.Repl;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new(Complete);

    [Fact]
    public void Keys_write_move_and_delete()
    {
        Type("write heap");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.RightArrow, control: true);
        Type("!");
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.E, control: true);
        Press(ConsoleKey.W, control: true);
        Type("stack");

        Assert.Equal("write stack", _editor.Buffer.Text);
        Press(ConsoleKey.U, control: true);
        Assert.Equal("", _editor.Buffer.Text);
    }

    [Fact]
    public void Enter_goes_on_where_a_block_is_open()
    {
        Type("repeat 3 {");
        Assert.Equal(KeyEffect.Edited, Press(ConsoleKey.Enter));
        Type("}");

        Assert.Equal(KeyEffect.Submitted, Press(ConsoleKey.Enter));
        Assert.Equal("repeat 3 {\n}", _editor.Buffer.Text);
    }

    [Fact]
    public void The_arrows_walk_lines_first_and_then_the_history()
    {
        foreach (string input in new[] { "map heap 2M", "write heap" })
        {
            _editor.Buffer.Set(input);
            Press(ConsoleKey.Enter);
        }

        _editor.Buffer.Set("draft");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("map heap 2M", _editor.Buffer.Text);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("draft", _editor.Buffer.Text);

        _editor.Buffer.Set("one\ntwo");
        Press(ConsoleKey.UpArrow);
        Assert.Equal(("one\ntwo", 3), (_editor.Buffer.Text, _editor.Buffer.Caret));
    }

    [Fact]
    public void Tab_writes_what_all_words_share_then_asks()
    {
        Type("ma");
        Assert.Equal(KeyEffect.Asked, Press(ConsoleKey.Tab));
        Assert.Equal(["machine", "madvise", "map"], _editor.Choices);

        Type("c");
        Press(ConsoleKey.Tab);
        Assert.Equal("machine", _editor.Buffer.Text);
    }

    [Fact]
    public void A_word_of_the_language_that_alone_fits_is_followed_by_a_blank()
    {
        using ReplSession session = new();
        session.Submit("map heap 2M");
        LineEditor editor = new(session.Complete);
        foreach (char letter in "madv\the\t nohu\t")
        {
            editor.Press(new ConsoleKeyInfo(letter, letter == '\t' ? ConsoleKey.Tab : ConsoleKey.None, false, false, false));
        }

        Assert.Equal("madvise heap nohugepage ", editor.Buffer.Text);
    }

    [Fact]
    public void Control_C_gives_up_the_input_and_control_D_the_session()
    {
        Type("x");
        Assert.Equal(KeyEffect.Cancelled, Press(ConsoleKey.C, control: true));
        Assert.Equal("", _editor.Buffer.Text);
        Assert.Equal(KeyEffect.Ended, Press(ConsoleKey.D, control: true));
    }

    [Theory]
    [InlineData("abc", 3, 80, "\r\e[J> abc\r\e[5C")]
    [InlineData("abc\nde", 2, 80, "\r\e[J> abc\r\n. de\e[1A\r\e[4C")]
    [InlineData("abcdefgh", 8, 10, "\r\e[J> abcdefgh\r\n\r")]
    public void The_view_puts_the_cursor_at_the_caret(string text, int caret, int width, string expected)
    {
        LineBuffer buffer = new();
        buffer.Set(text);
        buffer.Move(caret - text.Length);

        Assert.Equal(expected, new EditorView().Draw(buffer, width));
    }

    [Fact]
    public void The_view_leaves_an_input_below_its_end_wherever_the_caret_is()
    {
        LineBuffer buffer = new();
        buffer.Set("abc\nde");
        buffer.Move(-5);
        EditorView view = new();
        view.Draw(buffer, 80);

        Assert.Equal("\e[1B\r\e[4C^C\r\n", view.Leave("^C"));
        Assert.Equal("\r\n", view.Leave());
    }

    private static ReplCompletion Complete(string text, int caret) =>
        new(0, [.. new[] { "machine", "madvise", "map" }.Where(word => word.StartsWith(text, StringComparison.Ordinal))]);

    private void Type(string text)
    {
        foreach (char letter in text)
        {
            _editor.Press(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
        }
    }

    private KeyEffect Press(ConsoleKey key, bool control = false) => _editor.Press(new ConsoleKeyInfo('\0', key, false, false, control));
}
