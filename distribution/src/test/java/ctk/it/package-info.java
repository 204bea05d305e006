/**
 * The integration tests ({@code *IT}), and what they share. What a test runs ctk in, from the least
 * to the most that is around it:
 *
 * <ul>
 *   <li>{@link ctk.it.Run}: this machine, as it is; {@link ctk.it.StartState}: a process whose
 *       state at its start is given; {@link ctk.it.Tmux}: at a terminal.
 *   <li>{@link ctk.it.Root}: a root directory with nothing in it but users, groups and ctk.
 *   <li>{@link ctk.it.Machine}: this machine under an overlay, in which every file may be changed;
 *       {@link ctk.it.EnteredMachine}: the same, mounted once for many commands.
 *   <li>{@link ctk.it.Bundle}: a container of runc, of this machine or an image under an overlay,
 *       with limits and mounts of the test's; {@link ctk.it.BareContainer}: one of runc on a {@link
 *       ctk.it.Root}, with {@code ctk shell} at a terminal.
 *   <li>{@link ctk.it.PodmanRoot}: containers of podman on a small root; {@link
 *       ctk.it.PodmanImages}: of images of the examples' Dockerfiles. Both by {@link
 *       ctk.it.Podman}.
 * </ul>
 *
 * <p>{@link ctk.it.SealedMachine} and {@link ctk.it.SealedWorld} are for sealed starts, {@link
 * ctk.it.Faults} for system calls that fail, {@link ctk.it.FakeInstallation} for a {@code bin/ctk}
 * whose VM program is another.
 */
package ctk.it;
