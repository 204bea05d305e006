package ctk.core.config;

import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;

/**
 * What a configuration is read from: for who wants to know whether another reading would come to
 * the same.
 *
 * @param directories whose trust counts
 * @param files that are read, and whose trust counts
 * @param listed directories of which every new file may be read
 * @param missing files that would be read if they were there
 */
public record ConfigSources(
        List<ByteString> directories,
        List<ByteString> files,
        List<ByteString> listed,
        List<ByteString> missing) {

    static ConfigSources ofSystem(String top, String main, String more) throws ConfigException {
        ConfigSources all =
                new ConfigSources(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        ByteString mainPath = ByteString.of(top + "/" + main);
        ByteString morePath = ByteString.of(top + "/" + more);
        ConfigDirectory directory = ConfigDirectory.open(ByteString.of(top));
        if (directory == null) {
            all.missing.addAll(List.of(mainPath, morePath));
            return all;
        }
        all.directories.add(ByteString.of(top));
        try {
            (directory.read(ByteString.of(main)) == null ? all.missing : all.files).add(mainPath);
            ConfigDirectory inner = directory.enter(ByteString.of(more));
            if (inner == null) {
                all.missing.add(morePath);
            } else {
                all.addListed(inner, morePath);
            }
        } finally {
            directory.close();
        }
        return all;
    }

    private void addListed(ConfigDirectory directory, ByteString path) throws ConfigException {
        try {
            directories.add(path);
            listed.add(path);
            for (ByteString name : directory.names()) {
                files.add(directory.path(name));
            }
        } finally {
            directory.close();
        }
    }

    static ConfigSources ofFile(ByteString path) {
        int slash = ConfigDirectory.lastSlash(path);
        ByteString parent = slash < 0 ? ByteString.of(".") : path.slice(0, Math.max(slash, 1));
        return new ConfigSources(List.of(parent), List.of(path), List.of(), List.of());
    }
}
