package ctk.core.steps;

import ctk.core.config.Suggestions;
import ctk.core.linux.ByteString;
import ctk.core.setup.SetupStep;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The steps that there are: those of the image, and of plugin directories if they are asked for.
 */
public final class Catalog {

    static final String IMAGE = "image";

    private final List<Found> found = new ArrayList<>();
    private final List<ByteString> directories;
    private boolean isComplete;

    /**
     * Find the steps of the image.
     *
     * @param directories where more are, to be opened when a step is not in the image; the
     *     installation's own, {@code lib/plugins}, comes before them
     * @throws StepException if two have one id, or a module is broken
     */
    public Catalog(List<ByteString> directories) throws StepException {
        this.directories = directories;
        ModuleLayer image = Catalog.class.getModule().getLayer();
        add(providers(image == null ? ModuleLayer.boot() : image), IMAGE);
    }

    /** Return the steps of a layer; asked only for their types, so that none is made. */
    static Iterator<ServiceLoader.Provider<SetupStep>> providers(ModuleLayer layer) {
        return ServiceLoader.load(layer, SetupStep.class).stream().iterator();
    }

    private void add(Iterator<ServiceLoader.Provider<SetupStep>> providers, String origin)
            throws StepException {
        try {
            while (providers.hasNext()) {
                add(Found.of(providers.next(), origin));
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new StepException(
                    "cannot load the steps of the " + origin + ": " + e.getMessage(), null, e);
        }
    }

    private void add(Found added) throws StepException {
        Found other = known(added.id());
        if (other != null) {
            String one = other.description();
            throw new StepException(one + " and " + added.description() + " have one id", null);
        }
        found.add(added);
    }

    private @Nullable Found known(String id) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).id().equals(id)) {
                return found.get(i);
            }
        }
        return null;
    }

    /**
     * Return the step of that id, or null if there is none.
     *
     * @throws StepException if a plugin directory is not trusted, or what is in it is broken
     */
    @Nullable Found find(String id) throws StepException {
        Found step = known(id);
        if (step == null) {
            complete();
            step = known(id);
        }
        return step;
    }

    /** Return a hint for who asked for a step that is not there. */
    @Nullable String suggestion(String id) {
        List<String> ids = new ArrayList<>();
        for (Found each : found) {
            ids.add(each.id());
        }
        String near = Suggestions.near(id, ids);
        return near != null ? near : "ctk plugins lists the steps";
    }

    /** Return all steps, those of plugin directories too. */
    public List<Found> all() throws StepException {
        complete();
        return List.copyOf(found);
    }

    private void complete() throws StepException {
        if (isComplete) {
            return;
        }
        isComplete = true;
        for (Found each : PluginDirectories.open(directories)) {
            add(each);
        }
    }
}
