package ctk.cmd.shell.terminal;

import ctk.core.linux.JobCalls;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;

import java.util.Map;

/**
 * The modes of termios(3) as JLine's attributes, as far as it changes them; the others stay as they
 * are.
 */
final class Modes {

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int LOCAL = 3;
    private static final int CONTROL_CHARACTERS = 5;

    // asm-generic/termbits.h
    private static final Map<InputFlag, Integer> INPUT_FLAGS =
            Map.of(
                    InputFlag.INLCR, 0x40,
                    InputFlag.IGNCR, 0x80,
                    InputFlag.ICRNL, 0x100,
                    InputFlag.IXON, 0x400,
                    InputFlag.IXANY, 0x800,
                    InputFlag.IXOFF, 0x1000);
    private static final Map<OutputFlag, Integer> OUTPUT_FLAGS =
            Map.of(OutputFlag.OPOST, 1, OutputFlag.ONLCR, 4);
    private static final Map<LocalFlag, Integer> LOCAL_FLAGS =
            Map.of(
                    LocalFlag.ISIG, 1,
                    LocalFlag.ICANON, 2,
                    LocalFlag.ECHO, 8,
                    LocalFlag.ECHOE, 0x10,
                    LocalFlag.ECHOK, 0x20,
                    LocalFlag.ECHONL, 0x40,
                    LocalFlag.ECHOCTL, 0x200,
                    LocalFlag.IEXTEN, 0x8000);
    private static final Map<ControlChar, Integer> CHARACTERS =
            Map.of(
                    ControlChar.VINTR, 0,
                    ControlChar.VQUIT, 1,
                    ControlChar.VERASE, 2,
                    ControlChar.VKILL, 3,
                    ControlChar.VEOF, 4,
                    ControlChar.VTIME, 5,
                    ControlChar.VMIN, 6,
                    ControlChar.VSUSP, 10,
                    ControlChar.VWERASE, 14,
                    ControlChar.VLNEXT, 15);

    private Modes() {}

    static Attributes read(int terminal) {
        int[] modes = new int[JobCalls.MODES];
        JobCalls.modes(terminal, modes);
        Attributes attributes = new Attributes();
        INPUT_FLAGS.forEach((f, bit) -> attributes.setInputFlag(f, (modes[INPUT] & bit) != 0));
        OUTPUT_FLAGS.forEach((f, bit) -> attributes.setOutputFlag(f, (modes[OUTPUT] & bit) != 0));
        LOCAL_FLAGS.forEach((f, bit) -> attributes.setLocalFlag(f, (modes[LOCAL] & bit) != 0));
        CHARACTERS.forEach(
                (c, index) -> attributes.setControlChar(c, modes[CONTROL_CHARACTERS + index]));
        return attributes;
    }

    static void write(int terminal, Attributes attributes) {
        int[] modes = new int[JobCalls.MODES];
        JobCalls.modes(terminal, modes);
        INPUT_FLAGS.forEach((f, bit) -> set(modes, INPUT, bit, attributes.getInputFlag(f)));
        OUTPUT_FLAGS.forEach((f, bit) -> set(modes, OUTPUT, bit, attributes.getOutputFlag(f)));
        LOCAL_FLAGS.forEach((f, bit) -> set(modes, LOCAL, bit, attributes.getLocalFlag(f)));
        CHARACTERS.forEach(
                (c, index) -> {
                    int value = attributes.getControlChar(c);
                    int at = CONTROL_CHARACTERS + index;
                    modes[at] = value < 0 ? modes[at] : value;
                });
        JobCalls.setModes(terminal, modes);
    }

    private static void set(int[] modes, int index, int bit, boolean isOn) {
        modes[index] = isOn ? modes[index] | bit : modes[index] & ~bit;
    }
}
