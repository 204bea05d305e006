package ctk.cmd.shell.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people, in the zone of the machine or of TZ. */
public final class Times {

    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);

    private Times() {}

    /** Return a time to the minute. */
    public static String minute(long seconds) {
        return format(seconds, SHORT);
    }

    /** Return a time to the second, with the zone's distance from UTC. */
    public static String second(long seconds) {
        return format(seconds, LONG);
    }

    private static String format(long seconds, DateTimeFormatter form) {
        try {
            return form.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) { // beyond what years can be, as a file may claim
            return "@" + seconds;
        }
    }
}
