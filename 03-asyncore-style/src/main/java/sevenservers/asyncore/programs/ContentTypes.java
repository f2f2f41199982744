package sevenservers.asyncore.programs;

import java.util.Locale;
import java.util.Map;

/** What is in a file, as far as its name tells. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";
    private static final String UTF_8 = "; charset=utf-8";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css" + UTF_8),
            Map.entry("csv", "text/csv" + UTF_8),
            Map.entry("gif", "image/gif"),
            Map.entry("htm", "text/html" + UTF_8),
            Map.entry("html", "text/html" + UTF_8),
            Map.entry("ico", "image/x-icon"),
            Map.entry("java", "text/plain" + UTF_8),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("js", "text/javascript" + UTF_8),
            Map.entry("json", "application/json"),
            Map.entry("md", "text/markdown" + UTF_8),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain" + UTF_8),
            Map.entry("webp", "image/webp"),
            Map.entry("xml", "application/xml"),
            Map.entry("zip", "application/zip"));

    private ContentTypes() {
    }

    /** The type by the name's extension; text is taken for UTF-8. */
    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension.toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
