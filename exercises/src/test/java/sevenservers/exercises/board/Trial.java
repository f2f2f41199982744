package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tests several versions of an exercise's class as an {@link Examination} does one.
 * To cost less, they share a JVM, until one of them spoils it.
 */
final class Trial implements AutoCloseable {

    private final TemporaryFolder place = new TemporaryFolder();
    private final List<Version> untested = new ArrayList<>();
    private final Map<Path, Result> results = new HashMap<>();
    private final Examination examination;
    private final Exercise exercise;
    private final List<Requirement> requirements;

    private record Version(Path file, Path classes, int times, String method) {

        Path report() {
            return classes.resolve("report");
        }

        List<String> words() {
            return List.of(report().toString(), classes.toString(),
                    String.valueOf(times), method);
        }
    }

    Trial(Examination examination, Exercise exercise) throws IOException {
        this.examination = examination;
        this.exercise = exercise;
        requirements = examination.requirements(exercise);
    }

    /**
     * Compiles a version.
     *
     * @param file where it comes from
     * @param source its text
     * @param times how often its tests are to be run
     * @param method the only test to run, or nothing for all
     */
    void add(Path file, String source, int times, String method)
            throws IOException {
        Path classes = Files.createTempDirectory(place.path(), "classes");
        String trouble = examination.compile(exercise, Files.writeString(
                classes.resolve(exercise.name() + ".java"), source), classes);
        if (trouble.isEmpty()) {
            untested.add(new Version(file, classes, times, method));
        } else {
            results.put(file, Result.untested(requirements, trouble));
        }
    }

    /** What comes out, by the file of each version. */
    Map<Path, Result> results() throws IOException {
        while (!untested.isEmpty()) {
            String ending = run();
            for (Version one : untested) {
                if (Files.exists(one.report())) {
                    results.put(one.file(),
                            new Verdict(Report.read(one.report()), ending)
                                    .of(requirements, ""));
                }
            }
            if (!untested.removeIf(one -> results.containsKey(one.file()))) {
                throw new IOException(ending);
            }
        }
        return results;
    }

    /** Tests the next versions, as many as one JVM can, and tells how it ended. */
    private String run() throws IOException {
        var command = new ArrayList<>(Examination
                .java(System.getProperty("java.class.path"), Series.class));
        command.addAll(List.of(exercise.className(),
                String.valueOf(examination.testLimit().toMillis())));
        untested.forEach(one -> command.addAll(one.words()));
        Path printed = Files.createTempFile(place.path(), "printed", "");
        Process java = new ProcessBuilder(command).directory(place.path().toFile())
                .redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        try {
            return java.waitFor(examination.limit().toMillis(),
                    TimeUnit.MILLISECONDS)
                            ? "status " + java.exitValue() + ": "
                                    + Files.readString(printed)
                            : "not within " + examination.limit().toSeconds()
                                    + " s";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("The trial was stopped.", stopped);
        } finally {
            java.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
