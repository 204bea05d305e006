package ctk.core.steps;

import ctk.core.linux.ByteString;
import ctk.core.setup.SetupStep;

import org.jspecify.annotations.Nullable;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Jars of steps: each a module, all of them in a layer above the image's. */
final class PluginLayer {

    private static final String SETUP = "ctk.core.setup";
    private static final String STEP = SetupStep.class.getName();

    private final Map<String, Path> jars = new TreeMap<>();
    private final Map<String, ModuleDescriptor> providers = new TreeMap<>();

    private PluginLayer() {}

    /** Return the steps of the jars. */
    static List<Found> load(List<Path> jars) throws StepException {
        PluginLayer layer = new PluginLayer();
        for (Path jar : jars) {
            layer.add(jar);
        }
        return layer.found(ModuleFinder.of(jars.toArray(Path[]::new)));
    }

    /** Take what is in a jar; only modules that provide a step are to be resolved by themselves. */
    private void add(Path jar) throws StepException {
        Set<ModuleReference> inside;
        try {
            inside = ModuleFinder.of(jar).findAll();
        } catch (FindException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw refused(jar, said(cause), null, e);
        }
        for (ModuleReference each : inside) {
            ModuleDescriptor descriptor = each.descriptor();
            String name = descriptor.name();
            if (descriptor.isAutomatic()) {
                throw refused(jar, "it has no module descriptor", null, null);
            }
            if (name.equals(SETUP)) {
                throw refused(jar, "module " + name + " is in the image", "remove it", null);
            }
            Path other = jars.put(name, jar);
            if (other != null) {
                String cause = "module " + name + " is in " + PluginDirectories.quoted(other);
                throw refused(jar, cause + " too", null, null);
            }
            if (descriptor.provides().stream().anyMatch(p -> p.service().equals(STEP))) {
                requireVersion(jar, descriptor);
                providers.put(name, descriptor);
            }
        }
    }

    /** The interface that a module was compiled against must be of this one's kind. */
    private static void requireVersion(Path jar, ModuleDescriptor descriptor) throws StepException {
        String has = SetupStep.class.getModule().getDescriptor().rawVersion().orElse("");
        String needs =
                descriptor.requires().stream()
                        .filter(r -> r.name().equals(SETUP))
                        .findFirst()
                        .flatMap(ModuleDescriptor.Requires::rawCompiledVersion)
                        .orElse("");
        if (!ApiVersion.accepts(has, needs)) {
            String version = needs.isEmpty() ? "an unknown version" : "version " + needs;
            String cause =
                    "module " + descriptor.name() + " was compiled against " + version + " of ";
            throw refused(jar, cause + SETUP + ", this is " + has, null, null);
        }
    }

    private List<Found> found(ModuleFinder finder) throws StepException {
        ModuleLayer parent = PluginLayer.class.getModule().getLayer();
        ModuleLayer image = parent == null ? ModuleLayer.boot() : parent;
        try {
            Configuration configuration =
                    image.configuration().resolve(finder, ModuleFinder.of(), providers.keySet());
            ClassLoader loader = PluginLayer.class.getClassLoader();
            return found(image.defineModulesWithManyLoaders(configuration, loader));
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new StepException("cannot load plugins: " + said(e) + ofJars(e), null, e);
        } catch (ServiceConfigurationError | LinkageError e) {
            String why = e.getCause() == null ? "" : ": " + OneLine.of(e.getCause());
            throw new StepException("cannot load plugins: " + said(e) + why + ofJars(e), null, e);
        }
    }

    private List<Found> found(ModuleLayer layer) {
        List<Found> all = new ArrayList<>();
        Iterator<ServiceLoader.Provider<SetupStep>> each = Catalog.providers(layer);
        while (each.hasNext()) {
            ServiceLoader.Provider<SetupStep> provider = each.next();
            Module module = provider.type().getModule();
            if (layer.equals(module.getLayer())) { // the layers below are searched too
                Path jar = jars.get(module.getName());
                all.add(Found.of(provider, ByteString.of(String.valueOf(jar)).printable()));
            }
        }
        all.sort(Comparator.comparing(Found::origin)); // the module system has no order
        return all;
    }

    /** Return what an error of the module system says, as the rest of a line. */
    private static String said(Throwable error) {
        String text = String.valueOf(error.getMessage());
        text = text.startsWith(STEP + ": ") ? text.substring(STEP.length() + 2) : text;
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    /** Return the jars of the modules and providers that an error names. */
    private String ofJars(Throwable error) {
        Set<String> words =
                new TreeSet<>(List.of(String.valueOf(error.getMessage()).split("[^\\w.$]+", -1)));
        Set<String> named = new TreeSet<>();
        jars.forEach(
                (module, jar) -> {
                    if (words.contains(module) || provides(module, words)) {
                        named.add(PluginDirectories.quoted(jar));
                    }
                });
        return named.isEmpty() ? "" : " (" + String.join(", ", named) + ")";
    }

    private boolean provides(String module, Set<String> words) {
        ModuleDescriptor descriptor = providers.get(module);
        return descriptor != null
                && descriptor.provides().stream()
                        .flatMap(p -> p.providers().stream())
                        .anyMatch(words::contains);
    }

    static StepException refused(
            Path jar, String cause, @Nullable String hint, @Nullable Throwable why) {
        String message = "cannot load plugin " + PluginDirectories.quoted(jar) + ": " + cause;
        return why == null
                ? new StepException(message, hint)
                : new StepException(message, hint, why);
    }
}
