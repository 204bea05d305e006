package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Identities;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.userdb.Identity;
import ctk.core.volumes.Change;
import ctk.core.volumes.Owner;
import ctk.core.volumes.OwnershipWalk;
import ctk.core.volumes.Policy;
import ctk.core.volumes.Report;
import ctk.core.volumes.Scope;
import ctk.core.volumes.VolumeException;

import java.io.IOException;
import java.util.List;

/** {@code chown}. */
public final class Chown extends Described {

    private static final int SLICE = 100; // milliseconds

    /** One for all calls. */
    public Chown() {
        super(
                "chown",
                "[-R] USER[:GROUP] PATH...",
                "change owners; a link is refused, and by -R below PATH changed itself",
                Operand.OWNER,
                "-R  with all below directories, as ctk chown-volumes does it",
                "",
                "USER alone gives its primary group too, as in ctk run; chown(1) leaves the",
                "group.");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException, UsageException {
        Flags flags = flags(call);
        List<ByteString> words = flags.atLeast(2, "give an owner and a path");
        ByteString spec = words.getFirst();
        if (spec.length() == 0 || spec.at(0) == ':') {
            throw new UsageException("the user part of " + spec.quoted() + " is empty");
        }
        Identity identity = Identities.resolve(spec);
        Owner owner = new Owner(identity.uid(), identity.gid());
        List<ByteString> paths = words.subList(1, words.size());
        return flags.has('R') ? trees(call, paths, owner) : files(call, paths, owner);
    }

    private static int files(Call call, List<ByteString> paths, Owner owner) throws IOException {
        int code = 0;
        for (ByteString path : paths) {
            try (Place place = Place.of(path)) {
                change(place, owner);
            } catch (PlaceException e) {
                code = call.fail("cannot change the owner of " + e.getMessage());
            }
        }
        return code;
    }

    private static void change(Place place, Owner owner) throws PlaceException {
        byte[] name = place.name().toBytes();
        int file = DirectoryCalls.openPath(place.directory(), name, 0, name.length);
        if (file < 0) {
            throw place.failure(file);
        }
        try {
            FileStatus status = FileStatus.ofFile(file);
            if (status == null || status.type() == FileStatus.Type.LINK) {
                String cause =
                        status == null ? Errno.describe(Errno.ESTALE) : "it is a symbolic link";
                throw new PlaceException(place.path(), cause);
            }
            int result = DirectoryCalls.changeOwner(file, (int) owner.uid(), (int) owner.gid());
            if (result < 0) {
                throw place.failure(result);
            }
        } finally {
            DirectoryCalls.close(file);
        }
    }

    private static int trees(Call call, List<ByteString> paths, Owner owner)
            throws IOException, InterruptedException {
        Change change = new Change(owner, Owner.ANYBODY, null, false);
        Scope scope = new Scope(Policy.CHANGED, true, false, List.of(), null, false, false);
        int workers = Math.min(Runtime.getRuntime().availableProcessors(), 8);
        try {
            OwnershipWalk walk = OwnershipWalk.open(paths, change, scope, workers, null);
            walk.start();
            await(walk);
            return report(call, walk.report());
        } catch (VolumeException e) {
            return call.fail(String.valueOf(e.getMessage()));
        }
    }

    private static void await(OwnershipWalk walk) throws InterruptedException {
        try {
            boolean isEnded = false;
            while (!isEnded) {
                isEnded = walk.await(SLICE);
            }
        } catch (InterruptedException e) {
            walk.stop();
            throw e;
        }
    }

    private static int report(Call call, Report report) throws IOException {
        for (String failure : report.shown()) {
            call.fail(failure);
        }
        long more = report.failures() - report.shown().size();
        return more > 0
                ? call.fail("and " + more + " more failures")
                : report.failures() > 0 ? 1 : 0;
    }
}
