package ctk.core.userdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A program that resolves the last of a million users, whose file is made while it is read.
 * Argument {@code stream} reads it as ctk does, {@code whole} holds it in memory first.
 */
final class EndlessPasswd {

    static final int USERS = 1_000_000;

    private EndlessPasswd() {}

    static void main(String[] args) throws Exception {
        boolean whole = args[0].equals("whole");
        ByteSource passwd =
                new ByteSource() {
                    @Override
                    public String name() {
                        return "/etc/passwd";
                    }

                    @Override
                    public InputStream open() throws IOException {
                        var made = new MadeUsers();
                        return whole ? new ByteArrayInputStream(made.readAllBytes()) : made;
                    }
                };
        var db = new FileUserDb(passwd, MemorySource.group("users:x:9:user999999\n"));
        var spec = UserSpec.parse(ByteString.of("user" + (USERS - 1)));
        Identity last = new Resolver(db).resolve(spec, new Caller(0, 0, new long[0]));
        PasswdEntry entry = last.user();
        System.out.print(
                last.uid()
                        + " "
                        + last.gid()
                        + " "
                        + last.groups()[0]
                        + " "
                        + last.home()
                        + " line "
                        + (entry == null ? 0 : entry.origin().line()));
    }

    /** Makes one line after another. */
    private static final class MadeUsers extends InputStream {

        private byte[] line = {};
        private int at;
        private int made;

        @Override
        public int read() {
            throw new UnsupportedOperationException("single bytes are slow");
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (at == line.length) {
                if (made == USERS) {
                    return -1;
                }
                String name = "user" + made;
                line =
                        (name + ":x:" + (made + 1) + ":5:A user:/home/" + name + ":/bin/sh\n")
                                .getBytes(ISO_8859_1);
                at = 0;
                made++;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, to, from, count);
            at += count;
            return count;
        }
    }
}
