package ctk.core.proc;

import ctk.core.linux.ByteString;

/**
 * A socket of this network namespace (proc_pid_net(5)).
 *
 * @param protocol tcp, tcp6, udp, udp6 or unix
 * @param local its address and port, or its path; abstract names start with {@code @}
 * @param remote the other end's address and port; empty if there is none, or unix
 * @param state LISTEN, ESTABLISHED and so on
 * @param uid of who made it; -1 if it is not told, as of unix sockets
 * @param inode its number, as in {@code socket:[4711]}; 0 if no process has it open any more
 */
public record Socket(
        String protocol, ByteString local, ByteString remote, String state, long uid, long inode) {}
