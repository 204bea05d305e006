package ctk.core.steps;

/**
 * The version of the interface of set-up steps, {@code MAJOR.MINOR}: another major number breaks
 * steps, a higher minor number adds to what there was.
 */
final class ApiVersion {

    private ApiVersion() {}

    /**
     * Tell whether a step can be used.
     *
     * @param has the version that is here
     * @param needs the version that the step was compiled against, empty if it does not say
     */
    static boolean accepts(String has, String needs) {
        int major = part(needs, 0);
        return major >= 0 && major == part(has, 0) && part(needs, 1) <= part(has, 1);
    }

    /** Return the number before or behind the first dot, -1 if it is none. */
    private static int part(String version, int index) {
        int dot = version.indexOf('.');
        int end = dot < 0 ? version.length() : dot;
        String digits =
                index == 0 ? version.substring(0, end) : dot < 0 ? "0" : version.substring(dot + 1);
        int number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && digits.charAt(i) != '.'; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > 99_999) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
