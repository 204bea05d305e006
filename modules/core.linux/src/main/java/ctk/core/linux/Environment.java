package ctk.core.linux;

import org.jspecify.annotations.Nullable;

/** The environment that ctk's caller gave, byte for byte and in its order (environ(7)). */
public final class Environment {

    private Environment() {}

    /** Return every string of the environment, also those that are no {@code NAME=VALUE}. */
    public static ByteString[] atEntry() {
        byte[][] strings = Kernel.environment();
        ByteString[] all = new ByteString[strings.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = ByteString.of(strings[i]);
        }
        return all;
    }

    /** Return the value of the first variable of that name as getenv(3) does, or null. */
    public static @Nullable ByteString value(ByteString[] environment, String name) {
        ByteString prefix = ByteString.of(name + "=");
        for (ByteString each : environment) {
            if (each.startsWith(prefix)) {
                return each.slice(prefix.length());
            }
        }
        return null;
    }
}
