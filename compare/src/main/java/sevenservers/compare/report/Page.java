package sevenservers.compare.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Setting;
import sevenservers.contract.Text;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report as one page of HTML that needs nothing else. The names of the methods
 * are those of the places in the template, {@code report.html}.
 */
record Page(Results results) {

    private static final Template TEMPLATE = Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(Text.escaped(text)))
            .emptyStringIsFalse(true).compile(Asset.read("report.html"));
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Something about the setting. No line ends within one of its words. */
    record Fact(String name, List<String> words) {

        Fact(String name, String text) {
            this(name, List.of(text));
        }
    }

    /** A scenario, with all that is shown of it. */
    record Section(Scenario scenario, List<Chart> charts, Sheet sheet) {

        String title() {
            return Wording.title(scenario);
        }

        int width() {
            return Math.max(1, sheet.columns().size());
        }
    }

    String html() {
        return TEMPLATE.execute(this);
    }

    String lead() {
        return "%s, %s, one machine.".formatted(
                Wording.counted(results.contenders().size(), "contender"),
                Wording.counted(results.scenarios().size(), "scenario"));
    }

    List<Fact> facts() {
        Setting setting = results.setting();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Begun", DATE.format(setting.begun())),
                new Fact("Machine", setting.processors() + " × "
                        + setting.processor()),
                new Fact("System", setting.system()),
                new Fact("JDK", setting.jdk())));
        if (!setting.flags().isEmpty()) {
            facts.add(new Fact("Flags", setting.flags()));
        }
        if (setting.commit() != null) {
            facts.add(new Fact("Commit", setting.commit()));
        }
        return facts;
    }

    boolean hasNotes() {
        return !notes().isEmpty();
    }

    List<String> notes() {
        return results.setting().notes();
    }

    String reference() {
        return Wording.reference(results);
    }

    Matrix matrix() {
        return Matrix.of(results);
    }

    String signs() {
        return Wording.SIGNS;
    }

    String ratios() {
        return Wording.RATIOS;
    }

    /** What the marks mean, if there are any. */
    String loadBound() {
        return results.outcomes().stream().anyMatch(Outcome::loadBound)
                ? Wording.LOAD_BOUND : "";
    }

    List<Section> sections() {
        return results.scenarios().stream().map(scenario -> new Section(scenario,
                Charts.of(results, scenario), Sheet.of(results, scenario)))
                .toList();
    }

    /** The charts as JSON that nothing in it can make the browser take for HTML. */
    String json() {
        return JsonMapper.shared().writeValueAsString(Charts.of(results))
                .replace("<", "\\u003c");
    }

    String light() {
        return Theme.LIGHT.css();
    }

    String dark() {
        return Theme.DARK.css();
    }

    String css() {
        return Asset.read("report.css");
    }

    String echarts() {
        return Asset.ECHARTS;
    }

    String script() {
        return Asset.CHARTS;
    }

    String behaviour() {
        return Asset.read("report.js");
    }
}
