/** What the tests of steps need: an entry and a system, both in memory. */
@org.jspecify.annotations.NullMarked
package ctk.plugins.testing;
