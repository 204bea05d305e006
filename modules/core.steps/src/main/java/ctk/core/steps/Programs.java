package ctk.core.steps;

import ctk.core.exec.Decider;
import ctk.core.exec.Decision;
import ctk.core.exec.RefusedException;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;
import ctk.core.linux.ChildProcess;
import ctk.core.linux.Children;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.setup.Actions.Ended;
import ctk.core.setup.Actions.Program;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.userdb.Identity;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Runs the programs of steps, each by a fork and the performer that also becomes the command. */
final class Programs {

    /** What the performer's line starts with, which comes back here: the steps say who they are. */
    private static final String LABEL = "program";

    private static final int MOST_RESULT = 1 << 20;
    private static final int TERM = 15;
    private static final int KILL = 9;

    /** Milliseconds that a program gets between TERM and KILL. */
    private static final int GRACE = 5000;

    private final PlanView view;
    private boolean hasRun;

    /** The caller left children behind, of which zombies are its own affair. */
    private boolean hadChildren;

    Programs(PlanView view) {
        this.view = view;
    }

    Ended run(Program program) throws SetupException, InterruptedException {
        if (!hasRun) {
            hadChildren = Children.hasAny();
            hasRun = true;
        }
        ByteString[] arguments = new ByteString[program.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = ByteString.of(program.arguments().get(i));
        }
        String directory = program.directory();
        try {
            ChildProcess child =
                    ChildProcess.start(
                            decide(program.user(), arguments[0]).encode(),
                            arguments,
                            view.environment().strings(),
                            directory == null ? null : ByteString.of(directory),
                            program.hasResult());
            return await(child, program.hasResult());
        } catch (KernelException e) {
            throw new SetupException(
                    "cannot run " + arguments[0].quoted() + ": " + e.getMessage(), null, e);
        }
    }

    private static Ended await(ChildProcess child, boolean hasResult)
            throws SetupException, InterruptedException, KernelException {
        try {
            String failure = child.failure();
            byte[] result = hasResult && failure == null ? child.result(MOST_RESULT) : new byte[0];
            int code = child.await();
            if (failure != null) {
                throw new SetupException(failure.substring(LABEL.length() + 2));
            }
            if (result.length > MOST_RESULT) {
                throw new SetupException(
                        "the program wrote more than " + MOST_RESULT + " bytes to descriptor 3");
            }
            return new Ended(code, result);
        } catch (InterruptedException e) {
            stop(child);
            throw e;
        }
    }

    /** Ask the program to end, and make it end if it does not. */
    private static void stop(ChildProcess child) throws KernelException {
        child.signal(TERM);
        Thread killer = new Thread(() -> kill(child));
        killer.setDaemon(true);
        killer.start();
        boolean isOver = false;
        while (!isOver) {
            try {
                child.await();
                isOver = true;
            } catch (InterruptedException e) {
                isOver = false; // told already: it gets what is left of its time
            }
        }
    }

    private static void kill(ChildProcess child) {
        try {
            Thread.sleep(GRACE);
            child.signal(KILL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Decision decide(@Nullable String user, ByteString name) throws SetupException {
        try {
            Credentials now = Credentials.current();
            if (user == null) {
                return Decider.stay(now, 1, name, List.of(), List.of(), LABEL);
            }
            Identity identity = view.users().identity(user);
            return Decider.decide(
                    new Request(
                            identity,
                            now,
                            1,
                            name,
                            List.of(),
                            List.of(),
                            Request.Style.CTK,
                            LABEL));
        } catch (RefusedException e) {
            throw new SetupException(
                    "cannot become user "
                            + Text.quote(String.valueOf(user))
                            + ": "
                            + e.getMessage(),
                    e.hint(),
                    e);
        } catch (KernelException e) {
            throw new SetupException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /** Reap what the programs left, and name what still runs. */
    void end(Reporter reporter) {
        if (!hasRun) {
            return;
        }
        if (!hadChildren) {
            Children.reap();
        }
        for (Children.Running each : Children.running()) {
            String name = each.name().quoted();
            reporter.warning("a step left pid " + each.pid() + " " + name + " running");
        }
    }
}
