package ctk.it;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** File modes as {@code ls -l} prints them. */
final class Permissions {

    private Permissions() {}

    static FileAttribute<Set<PosixFilePermission>> of(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
