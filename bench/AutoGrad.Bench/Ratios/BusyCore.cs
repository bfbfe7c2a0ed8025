namespace AutoGrad.Bench.Ratios;

/// <summary>Keeps one core busy until disposed, as another program on the machine would.</summary>
internal sealed class BusyCore : IDisposable
{
    private readonly Thread thread;
    private volatile bool stop;

    public BusyCore()
    {
        thread = new Thread(() =>
        {
            while (!stop)
            {
            }
        })
        { IsBackground = true };
        thread.Start();
    }

    public void Dispose()
    {
        stop = true;
        thread.Join();
    }
}
