using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace MthpDsl.Benchmarks;

/// <summary>
/// The same benchmarks without the harness: the best of three runs of each, in processor time of the process, which a busy machine
/// disturbs less. For work on one case, by a part of its name: <c>quick Collapse</c>, <c>"quick FaultBenchmarks.Bulk"</c>.
/// </summary>
internal static class QuickRun
{
    private const int Runs = 3;

    public static void Print(string[] names)
    {
        foreach (Type type in typeof(QuickRun).Assembly.GetTypes().Where(type => type.IsPublic && type.GetMethods().Any(IsBenchmark)))
        {
            foreach (object[] values in Combinations(Parameters(type)))
            {
                MethodInfo[] methods = [.. type.GetMethods().Where(method => IsBenchmark(method) && IsNamed(Name(type, method, values), names))];
                if (methods.Length > 0)
                {
                    Run(type, methods, values);
                }
            }
        }
    }

    private static void Run(Type type, MethodInfo[] methods, object[] values)
    {
        object instance = Activator.CreateInstance(type)!;
        PropertyInfo[] parameters = Parameters(type);
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i].SetValue(instance, values[i]);
        }

        foreach (MethodInfo method in methods)
        {
            Invoke<GlobalSetupAttribute>(instance, method);
            Time(instance, method);
            int operations = method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;
            double best = Enumerable.Range(0, Runs).Min(_ => Time(instance, method)) / operations;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(type, method, values),-60} {Figures.Time(best),14}"));
        }
    }

    private static string Name(Type type, MethodInfo method, object[] values) => $"{type.Name}.{method.Name}({string.Join(", ", values)})";

    private static bool IsNamed(string name, string[] parts) =>
        parts.Length == 0 || parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static double Time(object instance, MethodInfo method)
    {
        Invoke<IterationSetupAttribute>(instance, method);
        GC.Collect();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        method.Invoke(instance, null);
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalNanoseconds;
    }

    private static bool IsBenchmark(MethodInfo method) => method.GetCustomAttribute<BenchmarkAttribute>() is not null;

    private static void Invoke<T>(object instance, MethodInfo benchmark)
        where T : TargetedAttribute =>
        instance.GetType().GetMethods().FirstOrDefault(method => method.GetCustomAttribute<T>() is { } setup
            && (setup.Targets is not { Length: > 0 } targets || targets.Contains(benchmark.Name)))?.Invoke(instance, null);

    private static PropertyInfo[] Parameters(Type type) =>
        [.. type.GetProperties().Where(property => property.GetCustomAttribute<ParamsAttribute>() is not null)];

    private static IEnumerable<object[]> Combinations(PropertyInfo[] parameters) => parameters.Aggregate(
        (IEnumerable<object[]>)[[]],
        (so, parameter) => so.SelectMany(values => parameter.GetCustomAttribute<ParamsAttribute>()!.Values.Select(value => (object[])[.. values, value!])));
}
