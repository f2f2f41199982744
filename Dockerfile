# A small Java runtime and the jar, nothing else. First: ./mvnw package -DskipTests

FROM eclipse-temurin:25-jdk AS runtime
# The modules that the servers and the client use, and Netty the last of them.
RUN jlink --output /runtime --compress zip-6 --strip-java-debug-attributes \
      --no-header-files --no-man-pages \
      --add-modules java.logging,java.management,jdk.management,jdk.unsupported

FROM debian:bookworm-slim
WORKDIR /seven
COPY --from=runtime /runtime runtime
COPY launcher/target/seven-servers.jar .
ENV LANG=C.UTF-8 PATH=/seven/runtime/bin:$PATH
# A container is reached from outside, so not by its own loopback.
ENV SEVEN_HOST=0.0.0.0
USER nobody
EXPOSE 3490 8881
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s CMD [ \
  "java", "-Xmx8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", \
  "-XX:-UsePerfData", "-cp", "seven-servers.jar", \
  "sevenservers.client.ClientMain", "alive"]
# No shell in between: java is the first process and is given the signals.
# Without files of performance data it writes nothing, not even to /tmp.
ENTRYPOINT [ \
  "java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", \
  "-XX:-UsePerfData", "-jar", "seven-servers.jar"]
