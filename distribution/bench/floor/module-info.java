/**
 * The floor that a start is measured against: the same launcher, VM and JDK, and nothing decided.
 */
module ctk.main {
    requires ctk.core.linux;
}
