package sevenservers.slides;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import com.samskivert.mustache.Mustache;

/** A page with places for what is particular to it. */
final class Template {

    private Template() {
    }

    static String filled(String name, Object model) {
        try (var text = new InputStreamReader(
                Template.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            return Mustache.compiler().emptyStringIsFalse(true).compile(text)
                    .execute(model);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
