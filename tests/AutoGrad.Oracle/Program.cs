using AutoGrad.Oracle;

const int Success = 0;
const int SomethingFailed = 1;
const int NothingToJudge = 2;

var recordsGradients = args is [.., "--recorded"];
if (args.Length != (recordsGradients ? 2 : 1))
{
    Console.Error.WriteLine(
        """
        usage: AutoGrad.Oracle DIRECTORY [--recorded]

        Computes every case of every *.json file in DIRECTORY and compares output and gradients with the recorded ones.
        --recorded takes the gradients by the sweep that records them, as for higher derivatives.
        Exit code: 0 nothing failed, 1 a case failed or a file could not be read, 2 wrong arguments or no files.
        """);
    return NothingToJudge;
}

var directory = args[0];
if (!Directory.Exists(directory))
{
    Console.Error.WriteLine($"error: there is no directory '{directory}'");
    return NothingToJudge;
}

var paths = Directory.GetFiles(directory, "*.json");
Array.Sort(paths, StringComparer.Ordinal);
if (paths.Length == 0)
{
    Console.Error.WriteLine($"error: there is no *.json file in '{directory}'");
    return NothingToJudge;
}

var exitCode = Success;
foreach (var path in paths)
{
    try
    {
        var report = Judge.Run(OracleFile.Read(path), recordsGradients);
        report.WriteTo(Console.Out);
        if (report.Failed > 0)
        {
            exitCode = SomethingFailed;
        }
    }
    catch (OracleFormatException error)
    {
        Console.Error.WriteLine($"error: {path}: {error.Message}");
        exitCode = SomethingFailed;
    }
}

return exitCode;
