#ifndef CTK_TRAINING_H
#define CTK_TRAINING_H

/* Part of the tool that makes the class-data archives, not of the image. */

/* Return a variable, or "". */
char *training_given(char **env, const char *variable);

/* Put a terminal in place of standard input, output and error, at which somebody types these keys. Where there can be none, nothing changes. */
void training_type(const char *keys);

/* Put them back. */
void training_end(void);

#endif
