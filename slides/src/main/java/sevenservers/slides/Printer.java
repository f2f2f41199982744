package sevenservers.slides;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints pages to PDFs while others are still being written. The browser wants to
 * be used by one thread, so it has one of its own.
 */
final class Printer implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<CompletableFuture<Void>> tasks = new ArrayList<>();

    /** The thread's; null where none is installed. */
    private Chromium chromium;

    Printer() {
        Chromium.program().ifPresentOrElse(
                program -> add(() -> chromium = new Chromium(program)),
                () -> System.out.println(
                        "Chromium is not installed here: the PDFs are left out."));
    }

    /** Soon prints a page that has been written, if there is a browser. */
    void print(Path page) {
        add(() -> {
            if (chromium != null) {
                Pdf.print(chromium, page);
            }
        });
    }

    private void add(Runnable task) {
        tasks.add(CompletableFuture.runAsync(task, thread));
    }

    /**
     * Waits for all of them.
     *
     * @throws CompletionException if one could not be printed
     */
    @Override
    public void close() {
        add(() -> {
            if (chromium != null) {
                chromium.close();
            }
        });
        try (thread) {
            tasks.forEach(CompletableFuture::join);
        }
    }
}
