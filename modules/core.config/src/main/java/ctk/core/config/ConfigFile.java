package ctk.core.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What one file says. */
record ConfigFile(String file, @Nullable Entry user, List<Entry> run, List<Table> steps) {}
