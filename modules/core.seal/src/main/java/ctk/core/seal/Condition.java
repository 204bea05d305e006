package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

/**
 * Something that a decision depends on, and that can be compared without a Java VM: conditions.h
 * has the bytes of each kind, and conditions.c compares it when a start comes.
 */
public sealed interface Condition
        permits VariableIs,
                FileHolds,
                NothingAt,
                FileIs,
                DirectoryLists,
                LimitIs,
                NicenessAtMost,
                GroupsDenied {

    /** Return the number of its kind in the file: {@code enum kind} of conditions.h. */
    int kind();

    /** Write its fields, as {@code conditions.h} describes them. */
    void write(RecordWriter out);

    /** Return the name of its kind, one word. */
    String name();

    /** Return what it is about: a path, the name of a variable or of a limit. */
    ByteString subject();

    /** Return what has to be so, in words. */
    String text();

    /** Return what is so instead, here and now, in words; null if it holds. */
    @Nullable String objection();
}
