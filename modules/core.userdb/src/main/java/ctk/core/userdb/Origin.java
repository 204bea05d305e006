package ctk.core.userdb;

/**
 * Where an entry was found, for those who ask why a user resolves as it does.
 *
 * @param file the name of the file as its source gives it, or of a source that is no file
 * @param line the number of the line, counted from 1; 0 in a source without lines
 */
public record Origin(String file, long line) {}
