namespace AutoGrad.Nn.Serialization;

/// <summary>Writes a file so that it is there in whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a new file in the same folder, makes sure that it is on disk, and gives it the name of the old one.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"'{path}' is a folder; give the name of a file in it");
        }

        if (Path.GetDirectoryName(full) is string folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be written, since the folder '{folder}' does not exist; create it first");
        }

        // The same folder, because renaming is atomic only within a file system.
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
