package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** What a change says will be so: the context of the steps behind it. */
public interface View extends Context {

    /** The variable will have this value; null: it will not be set. */
    void variable(String name, byte @Nullable [] value);

    /** The file will be so; directories above it that are missing will be there, of root, 0755. */
    void file(String path, FileStatus status);

    /** The regular file will hold these bytes; its status stays as it is known. */
    void content(String path, byte[] bytes);
}
