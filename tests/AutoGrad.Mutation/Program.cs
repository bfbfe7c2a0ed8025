using System.Diagnostics;
using System.Globalization;
using AutoGrad.Mutation;

if (args is not [var command, var folder])
{
    Console.Error.WriteLine(
        """
        usage: AutoGrad.Mutation run FOLDER
               AutoGrad.Mutation summary FOLDER

        The first lets Stryker mutate the engine, then runs the engine's tests against each mutant of Operations, Numbers and Sweeps
        within one process, and prints what was killed. All files of the run lie in FOLDER; a run that was interrupted goes on
        where it stopped. Run it in the root of the repository, after dotnet tool restore. The second prints what is known so far.
        """);
    return 2;
}

// A test that takes longer than this finds nothing that quicker ones do not, and would be run for every survivor.
const double MostMilliseconds = 500;
var workplace = new Workplace(Path.GetFullPath(folder));
switch (command)
{
    case "run":
        if (!File.Exists(workplace.Mutants))
        {
            MutantSource.Prepare(workplace, Directory.GetCurrentDirectory());
        }

        Repeat("cover");
        Repeat("judge");
        Summary.Write(workplace, Console.Out);
        return 0;
    case "summary":
        Summary.Write(workplace, Console.Out);
        return 0;
    case "cover":
        Coverage.Take(workplace.Coverage, new EngineTests());
        return 0;
    case "judge":
        return Judge();
    default:
        Console.Error.WriteLine($"error: there is no command '{command}'");
        return 2;
}

// Steps run in the folder of the tests, in processes of their own: a mutant may end or spoil one, and the next goes on.
void Repeat(string step)
{
    int exitCode;
    do
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", "--runtimeconfig", "AutoGrad.Tests.runtimeconfig.json", "--depsfile", "AutoGrad.Tests.deps.json", "AutoGrad.Mutation.dll", step, workplace.Folder])
        {
            WorkingDirectory = workplace.Tests,
        })!;
        process.WaitForExit();
        exitCode = process.ExitCode;
    }
    while (exitCode != 0);
}

int Judge()
{
    var known = Workplace.ReadFields(workplace.Verdicts).ToLookup(fields => int.Parse(fields[0], CultureInfo.InvariantCulture), fields => fields[1]);
    using var worker = new Worker(workplace, MostMilliseconds);
    foreach (int mutant in workplace.ReadMutants().Select(mutant => mutant.Id).Where(id => known[id].All(verdict => verdict == Worker.Started)))
    {
        // Twice begun and not ended: the mutant brings the process down.
        if (known[mutant].Count() < 2 && worker.Judge(mutant) is not 0 and var exitCode)
        {
            return exitCode;
        }
    }

    return 0;
}
