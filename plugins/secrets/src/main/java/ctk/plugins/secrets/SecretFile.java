package ctk.plugins.secrets;

import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.util.Arrays;

/**
 * A file that holds a value: the bytes as they are, without one line feed at the end.
 *
 * @param path as the variable gives it
 * @param value what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
record SecretFile(String path, byte[] value) {

    private static final int MOST = 1 << 20;

    /** Tell whether the variable holds the absolute path of a regular file. */
    static boolean isNamedBy(String variable, Context context) throws SetupException {
        String path = context.environment().value(variable);
        if (path == null || !isPath(path)) {
            return false;
        }
        try {
            FileStatus status = context.files().status(inVolume(path, context.files()));
            return status != null && status.isRegular();
        } catch (SetupException e) {
            throw failure(variable, e);
        }
    }

    /** Read the file that the variable names. */
    static SecretFile read(String variable, Context context) throws SetupException {
        String path = context.environment().value(variable);
        if (path == null || !isPath(path)) {
            throw new SetupException(
                    "cannot take "
                            + VariableName.shown(variable)
                            + " "
                            + Text.quote(path == null ? "" : path)
                            + ": it is not an absolute path without '..'");
        }
        byte[] bytes;
        try {
            bytes = context.files().read(inVolume(path, context.files()), MOST);
        } catch (SetupException e) {
            throw failure(variable, e);
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new SetupException(
                        "cannot take "
                                + VariableName.shown(variable)
                                + " "
                                + Text.quote(path)
                                + ": the file holds a NUL, which no variable can");
            }
        }
        boolean endsLine = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        return new SecretFile(path, endsLine ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }

    private static SetupException failure(String variable, SetupException e) {
        return new SetupException(
                "cannot take " + VariableName.shown(variable) + ": " + e.getMessage(), e.hint(), e);
    }

    private static boolean isPath(String path) {
        return path.startsWith("/")
                && path.indexOf('\0') < 0
                && !path.contains("/../")
                && !path.endsWith("/..");
    }

    /**
     * Return where the file of a Kubernetes volume is. There each file is a link to the one of its
     * name in {@code ..data}, which is itself a link that is exchanged when the content changes.
     */
    private static String inVolume(String path, Files files) throws SetupException {
        FileStatus status = files.status(path);
        if (status == null || status.type() != FileStatus.Type.LINK) {
            return path;
        }
        int slash = path.lastIndexOf('/');
        String other = path.substring(0, slash) + "/..data" + path.substring(slash);
        FileStatus target = files.status(other);
        return target != null && target.isRegular() ? other : path;
    }
}
