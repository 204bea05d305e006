package ctk.core.config;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration. A file is trusted if root owns it and its directory, and nobody else can
 * write to them, or if it lies on a read-only mount; then links inside that mount are followed, as
 * the volume of a Kubernetes ConfigMap is made of them. Where ctk does not run as root, what its
 * own user owns is trusted too. A file holds at most 128 KiB.
 */
public final class ConfigReader {

    private static final String DIRECTORY = "/etc/ctk";
    private static final String MAIN = "ctk.toml";
    private static final String MORE = "conf.d";

    private ConfigReader() {}

    /**
     * Read {@code /etc/ctk/ctk.toml}, then {@code /etc/ctk/conf.d/*.toml} in byte order of their
     * names, without those that begin with a dot.
     *
     * @return {@link Config#EMPTY} if there are none
     * @throws ConfigException if one cannot be read, is not trusted, or is wrong
     */
    public static Config system() throws ConfigException {
        ConfigDirectory directory = ConfigDirectory.open(ByteString.of(DIRECTORY));
        if (directory == null) {
            return Config.EMPTY;
        }
        Merge merge = new Merge();
        try {
            add(merge, directory, ByteString.of(MAIN));
            ConfigDirectory more = directory.enter(ByteString.of(MORE));
            if (more != null) {
                addAll(merge, more);
            }
        } finally {
            directory.close();
        }
        return merge.result();
    }

    /**
     * Read one file, and no other.
     *
     * @param path absolute, or relative to the working directory
     * @throws ConfigException if it is missing, cannot be read, is not trusted, or is wrong
     */
    public static Config file(ByteString path) throws ConfigException {
        byte[] bytes = ConfigDirectory.readFile(path);
        Merge merge = new Merge();
        merge.add(Parser.parse(path.printable(), bytes));
        return merge.result();
    }

    /**
     * Return what {@link #system} and {@link #file} look at, as it is now.
     *
     * @param file null: what {@link #system} does
     * @throws ConfigException if that cannot be told
     */
    public static ConfigSources sources(@Nullable ByteString file) throws ConfigException {
        return file == null
                ? ConfigSources.ofSystem(DIRECTORY, MAIN, MORE)
                : ConfigSources.ofFile(file);
    }

    private static void addAll(Merge merge, ConfigDirectory directory) throws ConfigException {
        try {
            for (ByteString name : directory.names()) {
                add(merge, directory, name);
            }
        } finally {
            directory.close();
        }
    }

    private static void add(Merge merge, ConfigDirectory directory, ByteString name)
            throws ConfigException {
        byte[] bytes = directory.read(name);
        if (bytes != null) {
            merge.add(Parser.parse(directory.path(name).printable(), bytes));
        }
    }
}
