package ctk.core.steps;

import ctk.core.userdb.UserDb;

import org.jspecify.annotations.Nullable;

/**
 * What a set-up comes to.
 *
 * @param users the users and groups as they are now, or in a dry run will be
 * @param signal the signal that ended it before it was done, or 0
 * @param horizon in a dry run, the id of the step behind which nothing is known, or null
 */
public record Planned(UserDb users, int signal, @Nullable String horizon) {}
