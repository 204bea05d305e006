package ctk.core.userdb;

import ctk.core.linux.ByteString;

/** One part of a user spec: a number is only ever an id, anything else only ever a name. */
public sealed interface IdOrName permits IdOrName.Id, IdOrName.Name {

    /**
     * A user or group by number.
     *
     * @param id 0 to 4294967294; a parsed spec holds no more than 2147483647
     */
    record Id(long id) implements IdOrName {

        /** Refuse what is no id with IllegalArgumentException. */
        public Id {
            Ids.require(id);
        }
    }

    /**
     * A user or group by name.
     *
     * @param name at least one byte
     */
    record Name(ByteString name) implements IdOrName {

        /** Refuse an empty name with IllegalArgumentException. */
        public Name {
            if (name.length() == 0) {
                throw new IllegalArgumentException("empty name");
            }
        }
    }
}
