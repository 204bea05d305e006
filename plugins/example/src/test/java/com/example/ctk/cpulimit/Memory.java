package com.example.ctk.cpulimit;

import ctk.core.setup.Actions;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Key;
import ctk.core.setup.Owner;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Users;
import ctk.core.setup.Variables;
import ctk.core.setup.View;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry and a system in memory: as much of them as the step asks for. */
final class Memory implements Settings, View, Files, Variables {

    final Map<String, String> entry = new HashMap<>();
    final Map<String, String> files = new HashMap<>();
    final Map<String, byte[]> variables = new HashMap<>();

    Memory(SetupStep step) {
        for (Key key : step.keys()) {
            if (key.defaultValue() != null) {
                entry.put(key.name(), key.defaultValue());
            }
        }
    }

    /** Return what does things for real: here, to this. */
    Actions actions() {
        Class<?>[] types = {Actions.class};
        return (Actions)
                Proxy.newProxyInstance(
                        Actions.class.getClassLoader(),
                        types,
                        (self, method, arguments) -> {
                            if (!method.getName().equals("setVariable")) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            variable((String) arguments[0], (byte[]) arguments[1]);
                            return null;
                        });
    }

    @Override
    public boolean has(String key) {
        return entry.containsKey(key);
    }

    @Override
    public String string(String key) {
        return entry.get(key);
    }

    @Override
    public String stringOrNull(String key) {
        return entry.get(key);
    }

    @Override
    public List<String> strings(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean flag(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long number(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SetupException refuse(String key, String cause) {
        return new SetupException("key '" + key + "': " + cause);
    }

    @Override
    public Users users() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Variables environment() {
        return this;
    }

    @Override
    public Files files() {
        return this;
    }

    @Override
    public String target() {
        return null;
    }

    @Override
    public void variable(String name, byte[] value) {
        variables.put(name, value);
    }

    @Override
    public void file(String path, FileStatus status) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void content(String path, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStatus status(String path) {
        return files.containsKey(path)
                ? new FileStatus(FileStatus.Type.REGULAR, Owner.ROOT, 0644, 0)
                : null;
    }

    @Override
    public byte[] read(String path, int most) {
        return files.get(path).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> list(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String value(String name) {
        byte[] value = variables.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes(String name) {
        return variables.get(name);
    }

    @Override
    public Iterable<String> names() {
        return variables.keySet();
    }

    @Override
    public String expand(String text) {
        throw new UnsupportedOperationException();
    }
}
