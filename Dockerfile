# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/signalbox.jar extract --layers --destination target/layers

FROM eclipse-temurin:17-jre
# A fixed number, so that a volume or a secret file can be given to it.
RUN useradd --system --uid 10001 --home-dir /opt/signalbox --shell /usr/sbin/nologin signalbox \
 && install -d -o signalbox -m 0700 /opt/signalbox/tmp
WORKDIR /opt/signalbox
# What changes seldom comes first; each is a layer of the image.
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
# Owned by root: the hub reads its routes and cannot change them.
COPY routes routes
USER 10001

EXPOSE 8080
# The server answers HTTP/1.0 and closes; bash alone can ask, so the image needs no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]

# Out of memory is the end of the process, not of one thread; nothing is deserialised that came from outside;
# a changed address of an endpoint is seen within half a minute.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-Djava.io.tmpdir=/opt/signalbox/tmp", \
  "-Djdk.serialFilter=!*", "-Dsun.net.inetaddr.ttl=30", "-jar", "signalbox.jar"]
