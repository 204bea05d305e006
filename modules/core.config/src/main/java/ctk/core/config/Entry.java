package ctk.core.config;

/**
 * A key and what it is set to.
 *
 * @param key as TOML has it, without quotes
 * @param at where the key stands
 * @param value its value
 */
public record Entry(String key, Position at, Value value) {}
