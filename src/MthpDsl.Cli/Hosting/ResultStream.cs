namespace MthpDsl.Cli.Hosting;

/// <summary>
/// The stream results go to. The first failure to write is an <see cref="OutputException"/>; what printers still flush
/// while they are disposed then goes nowhere.
/// </summary>
/// <param name="inner">The process's stream.</param>
/// <param name="isRequired">Whether what cannot be written is a failure; of messages on the side nobody could be told.</param>
internal sealed class ResultStream(Stream inner, bool isRequired = true) : Stream
{
    private bool _broken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _broken = true;
            if (isRequired)
            {
                throw new OutputException("The results could not be written to standard output.", failure);
            }
        }
    }

    public override void Flush()
    {
        if (!_broken)
        {
            inner.Flush();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_broken)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
