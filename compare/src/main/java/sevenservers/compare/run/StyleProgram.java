package sevenservers.compare.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;
import sevenservers.contract.Style;

/**
 * A style, in a JVM like this one and with its class path.
 *
 * @param flags the JVM's own, the same for all that are compared; before them come
 *     those that only the style's library wants
 * @param setting the options that choose a variant of the style; else empty
 */
record StyleProgram(Style style, Contender contender, List<String> flags,
        List<String> setting) implements Program {

    @Override
    public boolean isInstalled() {
        return true;
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public boolean onlyIfNamed() {
        return !setting.isEmpty();
    }

    @Override
    public List<String> moreFlags() {
        return style.jvmOptions();
    }

    @Override
    public List<String> command(Service service, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(moreFlags());
        command.addAll(flags);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"),
                style.getClass().getPackageName() + ".Main", service.toString(),
                "--port", "0"));
        command.addAll(setting);
        command.addAll(options);
        return command;
    }
}
