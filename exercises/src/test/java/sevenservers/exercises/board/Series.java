package sevenservers.exercises.board;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Tests several versions of a class in one JVM, each with its own class loader, and
 * ends after the first that leaves a thread behind: it might disturb the next.
 * Its words: the class, how many milliseconds each test may take, and for each
 * version the file of its report, the folder of its classes, how often, and which
 * test, or nothing for all.
 */
final class Series {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private Series() {
    }

    public static void main(String... args)
            throws IOException, InterruptedException {
        Examiner.begin();
        var limit = Duration.ofMillis(Long.parseLong(args[1]));
        boolean isUndisturbed = true;
        for (int i = 2; i < args.length && isUndisturbed; i += 4) {
            var loader = new OwnFirst(Path.of(args[i + 1]));
            Thread.currentThread().setContextClassLoader(loader);
            Examiner.examine(Path.of(args[i]), args[0], limit,
                    Integer.parseInt(args[i + 2]), args[i + 3]);
            isUndisturbed = haveEnded(loader);
        }
        Examiner.end();
    }

    /** Whether no thread is left of those that a loader's classes have started. */
    private static boolean haveEnded(ClassLoader loader)
            throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread != Thread.currentThread()
                    && thread.getContextClassLoader() == loader
                    && !thread.join(PATIENCE)) {
                return false;
            }
        }
        return true;
    }

    /** Prefers the classes of a folder to those of the same names elsewhere. */
    private static final class OwnFirst extends URLClassLoader {

        OwnFirst(Path folder) throws IOException {
            super(new URL[] {folder.toUri().toURL()});
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve)
                throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                return findLoadedClass(name) == null
                        && findResource(name.replace('.', '/') + ".class") != null
                                ? findClass(name)
                                : super.loadClass(name, resolve);
            }
        }
    }
}
