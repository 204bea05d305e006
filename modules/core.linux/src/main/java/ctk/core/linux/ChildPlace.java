package ctk.core.linux;

/**
 * Where a program stands beside ctk.
 *
 * @param in descriptor of its standard input, or -1 for that of ctk's caller
 * @param out likewise of its standard output
 * @param err likewise of its standard error
 * @param group its process group: -1 for ctk's, 0 for one of its own, else that of this id
 * @param terminal descriptor of the terminal whose foreground its group becomes, or -1
 */
public record ChildPlace(int in, int out, int err, int group, int terminal) {

    /** With the streams of ctk's caller, and in ctk's process group. */
    public static final ChildPlace BESIDE = new ChildPlace(-1, -1, -1, -1, -1);

    int[] numbers() {
        return new int[] {in, out, err, group, terminal};
    }
}
