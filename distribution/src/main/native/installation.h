/* What both programs ask of their own files. */
#ifndef CTK_INSTALLATION_H
#define CTK_INSTALLATION_H

/*
 * Return why the program at path may not run, or NULL. ctk gives rights up and never adds any: with set-id bits or file capabilities
 * (capabilities(7)) it would hand them to every caller. The file itself is asked, since AT_SECURE of getauxval(3) is also set by a change of
 * LSM domain, and not set when root runs a file with capabilities.
 */
const char *refuse_privileged(const char *path);

#endif
