package ctk.core.userdb;

import org.jspecify.annotations.Nullable;

/**
 * Why {@link Resolver} took a spec for that identity. The lines are those of the identity's
 * entries.
 *
 * @param user of the user id
 * @param group of the primary group
 * @param groups of the supplementary groups
 * @param home of the home directory
 */
public record Explanation(Rule user, Rule group, Rule groups, Rule home) {

    /**
     * Explain what {@link Resolver#resolve} returned.
     *
     * @param identity its result for the spec and the caller
     */
    public static Explanation of(UserSpec spec, Identity identity, Caller caller) {
        PasswdEntry entry = identity.user();
        return new Explanation(
                user(spec, entry), group(spec, entry), groups(spec, entry, caller), home(entry));
    }

    private static Rule user(UserSpec spec, @Nullable PasswdEntry entry) {
        if (entry == null) {
            return Rule.USER_WITHOUT_ENTRY;
        }
        return spec.user() instanceof IdOrName.Name ? Rule.USER_BY_NAME : Rule.USER_BY_ID;
    }

    private static Rule group(UserSpec spec, @Nullable PasswdEntry entry) {
        if (spec.group() != null) {
            return spec.group() instanceof IdOrName.Name ? Rule.GROUP_BY_NAME : Rule.GROUP_BY_ID;
        }
        return entry != null ? Rule.GROUP_OF_ENTRY : Rule.GROUP_OF_CALLER;
    }

    private static Rule groups(UserSpec spec, @Nullable PasswdEntry entry, Caller caller) {
        if (spec.group() != null) {
            return Rule.NO_GROUPS_BESIDE;
        }
        if (entry != null) {
            return Rule.GROUPS_OF_NAME;
        }
        return caller.uid() == 0 ? Rule.NO_GROUPS_OF_ROOT : Rule.GROUPS_OF_CALLER;
    }

    private static Rule home(@Nullable PasswdEntry entry) {
        if (entry == null) {
            return Rule.HOME_WITHOUT_ENTRY;
        }
        return entry.home().length() == 0 ? Rule.HOME_IS_EMPTY : Rule.HOME_OF_ENTRY;
    }
}
