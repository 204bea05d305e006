package ctk.plugins.secrets;

import ctk.core.setup.Text;

/** How names of variables stand in messages: as they are if they are ordinary, else quoted. */
final class VariableName {

    private VariableName() {}

    static String shown(String name) {
        boolean isOrdinary = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            isOrdinary &=
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '_';
        }
        return isOrdinary ? name : Text.quote(name);
    }
}
