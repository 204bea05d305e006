package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** What a change says will be so: the context of the steps behind it. */
public interface View extends Context {

    /** The variable will have this value; null: it will not be set. */
    void variable(String name, byte @Nullable [] value);

    /**
     * The file will be so; directories above it that are missing will be there, of root, 0755. Its
     * content is what it is now, unless {@link #content} tells. Of a file that is removed tell by
     * {@link #unknownBelow} of its directory.
     */
    void file(String path, FileStatus status);

    /**
     * What is below the directory cannot be told before the change was applied: a step that asks
     * for it is planned after that. Of the directory itself tell with {@link #file}.
     */
    default void unknownBelow(String path) {}

    /** The regular file will hold these bytes; its status stays as it is known. */
    void content(String path, byte[] bytes);
}
