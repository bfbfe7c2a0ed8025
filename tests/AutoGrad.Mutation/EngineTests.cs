using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AutoGrad.Mutation;

/// <summary>The tests of the engine, run in this process, one after the other, by xunit's own runner.</summary>
internal sealed class EngineTests
{
    private readonly ITestFrameworkExecutor executor;

    public EngineTests()
    {
        var assembly = Assembly.Load("AutoGrad.Tests");
        var framework = new XunitTestFramework(new Sink(_ => { })) { SourceInformationProvider = new NoSource() };
        List<ITestCase> cases = [];
        using var done = new ManualResetEventSlim();
        framework.GetDiscoverer(Reflector.Wrap(assembly)).Find(
            includeSourceInformation: false,
            new Sink(message =>
            {
                switch (message)
                {
                    case ITestCaseDiscoveryMessage found:
                        cases.Add(found.TestCase);
                        break;
                    case IDiscoveryCompleteMessage:
                        done.Set();
                        break;
                }
            }),
            new Options());
        done.Wait();
        executor = framework.GetExecutor(assembly.GetName());
        ById = cases.DistinctBy(test => test.UniqueID).OrderBy(test => test.UniqueID, StringComparer.Ordinal).ToDictionary(test => test.UniqueID);
    }

    public IReadOnlyDictionary<string, ITestCase> ById { get; }

    /// <summary>Runs tests up to the first one that fails, and gives that one, or null.</summary>
    public ITestCase? FirstFailure(IEnumerable<ITestCase> tests)
    {
        ITestCase? failed = null;
        using var done = new ManualResetEventSlim();
        var sink = new Sink(message =>
        {
            switch (message)
            {
                case IFailureInformation and IExecutionMessage failure:
                    failed ??= failure.TestCases.FirstOrDefault();
                    break;
                case ITestAssemblyFinished:
                    done.Set();
                    break;
            }
        });
        sink.GoesOn = () => failed is null;
        executor.RunTests(tests, sink, new Options());
        done.Wait();
        return failed;
    }

    private sealed class Sink(Action<IMessageSinkMessage> take) : IMessageSink
    {
        public Func<bool> GoesOn { get; set; } = () => true;

        public bool OnMessage(IMessageSinkMessage message)
        {
            take(message);
            return GoesOn();
        }
    }

    private sealed class NoSource : ISourceInformationProvider
    {
        public ISourceInformation GetSourceInformation(ITestCase testCase) => new SourceInformation();

        public void Dispose()
        {
        }
    }

    /// <summary>One test after the other, each message at once; everything else as xunit has it.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = new()
        {
            ["xunit.discovery.PreEnumerateTheories"] = true,
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => values.GetValueOrDefault(name) is TValue value ? value : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
