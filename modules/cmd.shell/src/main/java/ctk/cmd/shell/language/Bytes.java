package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;

/** Bytes that are collected. */
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(int value) {
        bytes.write(value);
    }

    int size() {
        return bytes.size();
    }

    /** Return what was collected, and start anew. */
    ByteString take() {
        ByteString all = ByteString.of(bytes.toByteArray());
        bytes.reset();
        return all;
    }
}
