/**
 * jnr-posix and what it needs, unchanged, as one module; the libraries that it rests on are not
 * exported further than the classes that it makes while it runs need.
 */
module org.jnrproject {
    requires java.logging;
    requires jdk.unsupported;

    exports com.kenai.jffi;
    exports jnr.constants;
    exports jnr.constants.platform;
    exports jnr.ffi;
    exports jnr.ffi.annotations;
    exports jnr.ffi.byref;
    exports jnr.ffi.mapper;
    exports jnr.ffi.provider;
    exports jnr.ffi.provider.converters;
    exports jnr.ffi.provider.jffi;
    exports jnr.ffi.types;
    exports jnr.posix;
    exports jnr.posix.util;
}
