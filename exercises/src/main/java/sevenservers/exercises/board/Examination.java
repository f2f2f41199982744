package sevenservers.exercises.board;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Compiles a class with its tests, and runs them in a JVM of its own.
 *
 * @param testLimit for each test
 * @param limit for all tests of an exercise
 */
record Examination(Folders folders, Duration testLimit, Duration limit) {

    /** Enough for every solution. */
    private static final String HEAP = "256 MB";

    /** The status with which a JVM ends that has no memory left. */
    private static final int OUT_OF_MEMORY = 3;

    List<Requirement> requirements(Exercise exercise) throws IOException {
        return Requirement.of(exercise, folders.test(exercise));
    }

    /** What comes out of a source file. */
    Result of(Exercise exercise, Path file) throws IOException {
        List<Requirement> requirements = requirements(exercise);
        try (var place = new TemporaryFolder()) {
            Path classes = Files.createDirectory(place.path().resolve("classes"));
            String trouble = compile(exercise, file, classes);
            if (!trouble.isEmpty()) {
                return Result.untested(requirements, trouble);
            }
            Path report = Files.createFile(place.path().resolve("report"));
            var command = new ArrayList<>(java(
                    classes + File.pathSeparator
                            + System.getProperty("java.class.path"),
                    Examiner.class));
            command.addAll(List.of(report.toString(), exercise.className(),
                    String.valueOf(testLimit.toMillis())));
            return run(requirements, report,
                    new ProcessBuilder(command).directory(place.path().toFile()));
        }
    }

    /** Compiles a class with its tests; tells why they cannot run, or nothing. */
    String compile(Exercise exercise, Path file, Path classes) throws IOException {
        Compilation compilation = Compilation.of(
                List.of(file, folders.test(exercise)), classes, "-nowarn");
        if (!compilation.succeeded()) {
            return "It does not compile:\n" + compilation.text();
        }
        return Files.exists(classes
                .resolve(exercise.className().replace('.', '/') + ".class")) ? ""
                        : file + " has no class " + exercise.className();
    }

    /** The words that start a JVM for tests. */
    static List<String> java(String classPath, Class<?> program) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                "-classpath", classPath, program.getName());
    }

    private Result run(List<Requirement> requirements, Path report,
            ProcessBuilder java) throws IOException {
        Process process = java.redirectErrorStream(true).start();
        var printed = new Printed(process.getInputStream());
        String ending = endsInTime(process) ? ending(process.exitValue())
                : "The tests had not ended after " + limit.toSeconds() + " s"
                        + ", and were stopped.";
        return new Verdict(Report.read(report), ending).of(requirements,
                printed.text());
    }

    /** Waits for the end of the process, and makes it end. */
    private boolean endsInTime(Process process) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private static String ending(int status) {
        return status == OUT_OF_MEMORY
                ? "The memory, " + HEAP + ", was used up, and the JVM has ended."
                : "The JVM of the tests has ended with status " + status
                        + ", as System.exit() ends it.";
    }
}
