using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AutoGrad.Bench.LibTorch;

/// <summary>Makes TorchSharp's native shim load where the C++ library is older than the one it was linked with.</summary>
/// <remarks>
/// libLibTorchSharp.so of 0.107.0 names the symbol version GLIBCXX_3.4.32 (GCC 13) for a single function of the C++ library, to which
/// nothing in it refers. The loader refuses the file all the same, unless the need for the version is marked as weak: one flag in the
/// file's table of needed versions (.gnu.version_r; Linux Standard Base, "Symbol Versioning"). It is set in the copy that lies beside
/// the built program; the package in the cache stays as it is.
/// </remarks>
internal static class NativeShim
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint NeededVersions = 0x6FFFFFFE;
    private const ushort Weak = 2;

    /// <summary>Loads the shim, mending it first if it is refused for that version.</summary>
    /// <exception cref="DllNotFoundException">It does not load, for this reason or another.</exception>
    public static void Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (!OperatingSystem.IsLinux() || !File.Exists(path))
        {
            return;
        }

        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e) when (e.Message.Contains(Version, StringComparison.Ordinal))
        {
            byte[] file = File.ReadAllBytes(path);
            MarkAsWeak(file);

            // A new file in its place: the old one may be a link to the package's own.
            File.Delete(path);
            File.WriteAllBytes(path, file);
            NativeLibrary.Load(path);
            Console.Error.WriteLine($"# mended {path}: {Version} is no longer required");
        }
    }

    private static void MarkAsWeak(Span<byte> file)
    {
        // 64-bit ELF, little-endian: section headers of 64 bytes; type at 4, offset at 24, size at 32, number of the string table at 40.
        int headers = (int)Long(file, 40);
        for (int section = 0; section < Short(file, 60); section++)
        {
            int header = headers + (64 * section);
            if (Int(file, header + 4) != NeededVersions)
            {
                continue;
            }

            int strings = (int)Long(file, headers + (64 * (int)Int(file, header + 40)) + 24);
            int need = (int)Long(file, header + 24);
            for (int library = need, next; ; library += next)
            {
                // A library: number of versions at 2, distance to the first at 8, to the next library at 12.
                // A version: flags at 4, name at 8, distance to the next at 12.
                int version = library + (int)Int(file, library + 8);
                for (int i = 0; i < Short(file, library + 2); i++)
                {
                    ReadOnlySpan<byte> name = file[(strings + (int)Int(file, version + 8))..];
                    if (name.StartsWith(Encoding.ASCII.GetBytes(Version + '\0')))
                    {
                        BinaryPrimitives.WriteUInt16LittleEndian(file[(version + 4)..], Weak);
                    }

                    version += (int)Int(file, version + 12);
                }

                next = (int)Int(file, library + 12);
                if (next == 0)
                {
                    break;
                }
            }
        }
    }

    private static ushort Short(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint Int(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static ulong Long(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt64LittleEndian(file[at..]);
}
