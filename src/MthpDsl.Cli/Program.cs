using MthpDsl.Cli;
using MthpDsl.Cli.Hosting;
using ToolHost host = ToolHost.OfProcess();

return (int)Tool.Run(args, host);
