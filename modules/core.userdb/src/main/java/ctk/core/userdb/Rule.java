package ctk.core.userdb;

/** Why a part of an identity is what it is; see {@link Explanation}. */
public enum Rule {
    /** A name means the first user of that name. */
    USER_BY_NAME("the first line of that name"),
    /** A number means the first user of that id. */
    USER_BY_ID("the first line with that uid"),
    /** A number needs no entry. */
    USER_WITHOUT_ENTRY("a number needs no entry"),
    /** Without a group in the spec the entry's counts. */
    GROUP_OF_ENTRY("the primary group of the user's line"),
    /** A name means the first group of that name. */
    GROUP_BY_NAME("the first line of that name"),
    /** A number means that group, be there an entry or not. */
    GROUP_BY_ID("the number that was given"),
    /** Without an entry and a group in the spec, nothing says another. */
    GROUP_OF_CALLER("the caller's, since the user has no entry"),
    /** Every group that lists the entry's name as a member. */
    GROUPS_OF_NAME("every line that lists the user's name"),
    /** A group in the spec is the only one. */
    NO_GROUPS_BESIDE("none, since a group was given"),
    /** Without an entry there is no name to look for. */
    GROUPS_OF_CALLER("the caller's, since the user has no entry"),
    /** The same, but the caller is root, whose groups give rights. */
    NO_GROUPS_OF_ROOT("none: the user has no entry, and those of root are not kept"),
    /** The entry says so. */
    HOME_OF_ENTRY("field 6 of the user's line"),
    /** The entry has an empty field. */
    HOME_IS_EMPTY("field 6 of the user's line is empty"),
    /** Without an entry it is the root directory. */
    HOME_WITHOUT_ENTRY("the user has no entry");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** Return the rule as part of a sentence. */
    public String words() {
        return words;
    }
}
