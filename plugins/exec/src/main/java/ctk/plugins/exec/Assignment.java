package ctk.plugins.exec;

/**
 * A variable to be set.
 *
 * @param name not empty, without {@code =} and NUL
 * @param value without NUL
 */
record Assignment(String name, String value) {}
