package ctk.core.userdb;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;

/**
 * A file of the image, opened when it is needed.
 *
 * @param name its absolute path
 */
public record EtcFile(String name) implements ByteSource {

    /** Return the users and groups of the image. */
    public static FileUserDb users() {
        return new FileUserDb(new EtcFile("/etc/passwd"), new EtcFile("/etc/group"));
    }

    @Override
    public @Nullable InputStream open() throws KernelException {
        return FileInput.open(ByteString.of(name));
    }
}
