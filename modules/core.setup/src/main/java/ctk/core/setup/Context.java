package ctk.core.setup;

/** The system as the steps before will leave it. For planning: nothing of it changes anything. */
public interface Context {

    /** Return the users and groups. */
    Users users();

    /** Return the environment that the command will get. */
    Variables environment();

    /** Return the files. */
    Files files();
}
