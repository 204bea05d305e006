package ctk.cmd.chownvolumes;

import ctk.core.cli.CommandException;
import ctk.core.config.ConfigException;
import ctk.core.config.ConfigReader;
import ctk.core.config.Expander;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;

import org.jspecify.annotations.Nullable;

/** The {@code user} of the configuration. */
final class ConfiguredUser {

    private ConfiguredUser() {}

    /** The caller's variables. */
    @SuppressWarnings("ArrayRecordComponent") // looked up in, compared never
    private record Variables(ByteString[] environment) implements Expander.Lookup {
        @Override
        public byte @Nullable [] value(String name) {
            ByteString value = Environment.value(environment, name);
            return value == null ? null : value.toBytes();
        }
    }

    /** Return it with its variables expanded, or null if there is none. */
    static @Nullable String get() throws CommandException {
        try {
            return ConfigReader.system().user(new Variables(Environment.atEntry()));
        } catch (ConfigException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }
}
