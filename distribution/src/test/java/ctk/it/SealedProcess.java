package ctk.it;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that starts something. In its strings each character is a byte.
 *
 * @param argv its arguments, the program's name first
 * @param env its environment
 * @param directory that it is in
 * @param who it is
 * @param limits of it that are not those of the tests
 */
record SealedProcess(
        List<String> argv, List<String> env, String directory, Who who, List<Limit> limits) {

    /** All capabilities that there are here. */
    static final long ALL = bounding();

    /**
     * Ids and rights.
     *
     * @param ids real, effective and saved uid, then gid
     */
    record Who(
            List<Long> ids,
            List<Long> groups,
            long permitted,
            long effective,
            long bounding,
            int securebits,
            boolean noNewPrivs) {

        /** Root with all that the tests have. */
        static final Who ROOT =
                new Who(List.of(0L, 0L, 0L, 0L, 0L, 0L), List.of(), ALL, ALL, ALL, 0, false);

        /** Tell whether an exec leaves it all as it is. */
        boolean outlivesExec() {
            long uid = ids.getFirst();
            long gid = ids.get(3);
            boolean isOne = ids.equals(List.of(uid, uid, uid, gid, gid, gid)) && securebits == 0;
            long rights = uid == 0 ? bounding : 0;
            return isOne && permitted == rights && effective == rights;
        }

        /** Return what /proc/self/status says of it (proc_pid_status(5)). */
        String status() {
            StringBuilder text = new StringBuilder("Name:\tx\n");
            text.append("Uid:\t").append(words(ids.subList(0, 3))).append("\t0\n");
            text.append("Gid:\t").append(words(ids.subList(3, 6))).append("\t0\n");
            text.append("Groups:\t").append(words(groups)).append(" \n");
            text.append("CapPrm:\t").append(hex(permitted)).append('\n');
            text.append("CapEff:\t").append(hex(effective)).append('\n');
            text.append("CapBnd:\t").append(hex(bounding)).append('\n');
            return text.append("NoNewPrivs:\t").append(noNewPrivs ? 1 : 0).append('\n').toString();
        }

        private static String words(List<Long> ids) {
            return String.join("\t", ids.stream().map(id -> Long.toString(id)).toList());
        }

        private static String hex(long set) {
            return String.format("%016x", set);
        }
    }

    /** A resource's soft limit; one above the hard limit is as that. */
    record Limit(int resource, long soft) {
        /** The niceness, from 0, in the place of a limit. */
        static final int NICENESS = 99;
    }

    SealedProcess with(List<String> otherArguments) {
        return new SealedProcess(otherArguments, env, directory, who, limits);
    }

    SealedProcess as(Who other) {
        return new SealedProcess(argv, env, directory, other, limits);
    }

    void write(DataOutputStream out) throws IOException {
        texts(out, argv);
        texts(out, env);
        text(out, directory);
        for (long each : who.ids()) {
            out.writeInt((int) each);
        }
        out.writeInt(who.groups().size());
        for (long each : who.groups()) {
            out.writeInt((int) each);
        }
        out.writeLong(who.permitted());
        out.writeLong(who.effective());
        out.writeLong(who.bounding());
        out.writeInt(who.securebits());
        out.writeInt(who.noNewPrivs() ? 1 : 0);
        out.writeInt(limits.size());
        for (Limit each : limits) {
            out.writeInt(each.resource());
            out.writeLong(each.soft());
        }
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String each : texts) {
            text(out, each);
        }
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static long bounding() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("CapBnd:")) {
                    return Long.parseUnsignedLong(line.substring(7).strip(), 16);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("no CapBnd");
    }
}
