package ctk.core.nss;

/** What jnr-posix lacks of the C library. Public for the class that is made of it at run time. */
public interface GroupList {

    /**
     * getgrouplist(3).
     *
     * @param group comes first in the answer, and once only
     * @param count in: the room in {@code groups}; out: how many there are
     * @return -1 if there is too little room
     */
    int getgrouplist(byte[] user, int group, int[] groups, int[] count);
}
