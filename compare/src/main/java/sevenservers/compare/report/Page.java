package sevenservers.compare.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Setting;
import sevenservers.contract.Text;
import tools.jackson.databind.json.JsonMapper;

/** The report as one page of HTML that needs nothing else. */
final class Page {

    private static final Template TEMPLATE = Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(Text.escaped(text)))
            .emptyStringIsFalse(true).compile(Asset.read("report.html"));
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Page() {
    }

    /** What the template shows. Its names are those of the template's places. */
    record Content(String light, String dark, String css, String lead,
            List<Fact> facts, boolean hasNotes, List<String> notes,
            String reference, Matrix matrix, String signs, boolean loadBound,
            String loadBoundNote, List<Section> sections, String json,
            String echarts, String script, String behaviour) {
    }

    /** Something about the setting. No line ends within one of its words. */
    record Fact(String name, List<String> words) {

        Fact(String name, String text) {
            this(name, List.of(text));
        }
    }

    record Section(Scenario scenario, List<Chart> charts, Sheet sheet,
            boolean loadBound) {

        int width() {
            return Math.max(1, sheet.columns().size());
        }
    }

    static String of(Results results) {
        var charts = new Charts(results);
        List<Section> sections = results.scenarios().stream()
                .map(scenario -> section(results, charts, scenario)).toList();
        Setting setting = results.setting();
        return TEMPLATE.execute(new Content(Theme.LIGHT.css(), Theme.DARK.css(),
                Asset.read("report.css"), lead(results), facts(setting),
                !setting.notes().isEmpty(), setting.notes(), charts.reference(),
                Matrix.of(results), Wording.SIGNS,
                sections.stream().anyMatch(Section::loadBound), Wording.LOAD_BOUND,
                sections,
                json(sections.stream().map(Section::charts)
                        .flatMap(Collection::stream).toList()),
                Asset.ECHARTS, Asset.CHARTS, Asset.read("report.js")));
    }

    private static Section section(Results results, Charts charts,
            Scenario scenario) {
        Sheet sheet = Sheet.of(results, scenario);
        return new Section(scenario, charts.of(scenario), sheet,
                sheet.rows().stream().anyMatch(row -> !row.mark().isEmpty()));
    }

    private static String lead(Results results) {
        return "%d contenders, %d scenarios, one machine.".formatted(
                results.contenders().size(), results.scenarios().size());
    }

    private static List<Fact> facts(Setting setting) {
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

    /** As JSON that nothing in it can make the browser take for HTML. */
    private static String json(List<Chart> charts) {
        return JsonMapper.shared().writeValueAsString(charts)
                .replace("<", "\\u003c");
    }
}
