using System.CommandLine;
using MthpDsl.Cli.Hosting;

namespace MthpDsl.Cli.Commands;

/// <summary>A command of the tool; <see cref="CommandTable"/> lists all.</summary>
/// <param name="Name">The word after <c>mthp</c>.</param>
/// <param name="Create">Builds the command for a host.</param>
internal sealed record CommandRow(string Name, Func<ToolHost, Command> Create);
