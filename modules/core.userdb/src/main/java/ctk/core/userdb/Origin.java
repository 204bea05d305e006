package ctk.core.userdb;

/**
 * Where an entry was found, for those who ask why a user resolves as it does.
 *
 * @param file the name of the file as its source gives it
 * @param line the number of the line, counted from 1
 */
public record Origin(String file, long line) {}
