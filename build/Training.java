/**
 * What is done to find the classes that starts need: commands, with +++ between them; what they
 * read; the keys of the shell. TRAINING is the directory of it, OWNER who does it.
 */
final class Training {

    static final String RUN =
            "ctk run nobody -- true +++ gosu nobody true +++ ctk run 65534:65534 true +++ ctk run"
                + " nobody:root true +++ ctk run 12345 true +++ ctk run --umask=022 --nice=0"
                + " --rlimit=core=0 --pdeathsig=none --chdir=/ --own-stdio=never nobody -- true +++"
                + " ctk run --keep-caps=chown --bounding-set=all --securebits=noroot --no-new-privs"
                + " --block-tty-injection --seccomp-filter=TRAINING/filter nobody -- true +++ ctk"
                + " run --landlock-best-effort --landlock-access=fs"
                + " --landlock-rule=path-beneath:execute:/ nobody -- true +++ ctk run --reset-env"
                + " --env=A=1 --unset-env=B --env-file=/dev/null nobody -- true +++ ctk run"
                + " --groups=0 --if-not-root=exec nobody -- true +++ ctk run --add-groups=0"
                + " --keep-groups nobody -- true +++ ctk run --match-owner=/ --allow-root -- true";

    /** Starts with each step, none of which finds anything to do; the last must succeed. */
    static final String SETUP =
            "ctk run --config=TRAINING/etc/ctk.toml --setup nobody -- true"
                    + " +++ ctk run --config=TRAINING/etc/ctk.toml nobody -- true"
                    + " +++ ctk run --no-config --volume=TRAINING/volume --verbose OWNER true"
                    + " +++ ctk run --config=TRAINING/etc/escaped.toml -- true"
                    + " +++ ctk run --config=TRAINING/etc/ctk.toml -- true";

    static final String SETUP_CONFIG =
            """
            user = ""
            [run]
            log-format = "text"
            [[step]]
            use = "ensure-user"
            when = "${PATH}"
            name = "root"
            create-home = false
            [[step]]
            use = "directory"
            path = "TRAINING/volume"
            mode = "0755"
            [[step]]
            use = "chown"
            paths = ["TRAINING/volume"]
            owner = "OWNER"
            policy = "root-mismatch"
            [[step]]
            use = "seed"
            from = "TRAINING/etc"
            to = "TRAINING/bin"
            [[step]]
            use = "secrets"
            variables = ["TRAINING_${UNSET:-SECRET}"]
            [[step]]
            use = "render"
            template = "TRAINING/etc/ctk.toml"
            to = "TRAINING/etc/rendered"
            [[step]]
            use = "wait-for"
            path = "TRAINING/etc"
            [[step]]
            use = "exec"
            command = "true"
            """;

    /** Not plain, so that the library reads it. */
    static final String ESCAPED_CONFIG =
            """
            user = ""
            [run]
            umask = "\\u0030\\u0032\\u0032"
            """;

    /** TRAINING is a small tree. */
    static final String VOLUMES =
            "ctk chown-volumes --dry-run --json --verbose --exclude=**/x --mode=go=u-w"
                    + " --owner=65534:65534 TRAINING/"
                    + " +++ ctk chown-volumes --owner=65534:65534 /proc/self/fdinfo"
                    + " +++ ctk chown-volumes --dry-run --owner=65534:65534 TRAINING/";

    /** The first is a mistyped option, for what suggests the right one; the last must succeed. */
    static final String OTHERS =
            "ctk run --dryrun +++ ctk --help +++ ctk --version +++ ctk run --help"
                    + " +++ ctk run --dry-run nobody -- true"
                    + " +++ ctk run --dry-run=json nobody -- true"
                    + " +++ ctk plugins +++ ctk plugins --json"
                    + " +++ ctk whoami +++ ctk whoami --json"
                    + " +++ ctk whoami root +++ ctk whoami --json root"
                    + " +++ ctk run --user-db=nss nobody -- true"
                    + " +++ ctk config check TRAINING/etc/ctk.toml"
                    + " +++ ctk seal --list +++ ctk seal --list --json"
                    + " +++ ctk run --config=TRAINING/etc/ctk.toml --dry-run -- true";

    /** With a terminal the second time; the last must succeed. */
    static final String SHELL = "ctk shell TRAINING/lines +++ ctk shell +++ ctk shell -c true";

    /** What people look at, none of which changes anything. */
    static final String SHELL_LINES =
            """
            X=1 env | grep -v X | head -n 1 > /dev/null && cd / || echo $? "$X" 'no'
            help; help ls; pwd; echo /etc/h*[s] ~; set; export Y=2; unset Y; which ls sh; jobs
            ls -la /; ls -l / /etc | cat; ls /no; find TRAINING/etc -type f; du TRAINING/etc; df; mounts
            cat TRAINING/lines; head -n 2 TRAINING/lines; tail -n 2 TRAINING/lines; stat TRAINING/lines
            grep -n ls TRAINING/lines; hexdump TRAINING/filter; sha256 TRAINING/lines; true; ! false
            ps; fds; signals $$; limits; cgroup; caps; users; groups; sockets; kill -l; true &
            connect localhost:1; dns localhost
            true
            """;

    static final String SHELL_KEYS =
            "ech\ta 'b' | cat\r"
                    + "ls -l\t\t --\t\r"
                    + "\033[A\033[D\b\r"
                    + "cd /et\t\r"
                    + "$PA\t\025/usr/bin/tru\t\r"
                    + "ps\r"
                    + "\004";

    private Training() {}
}
