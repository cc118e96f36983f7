# wxauth: the production program and a Java runtime, nothing else.
#
#   docker build -t wxauth:0.1.0 .
#   docker run --read-only --tmpfs /tmp:exec -p 8080:8080 -e WXAUTH_ISSUER=... wxauth:0.1.0
#
# Everything is configured by WXAUTH_* variables or by /app/conf/config.yaml; no secret is in the image. For releases
# pin both base images by digest.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
# The dependencies first: this layer stays cached until the pom changes.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -B -ntp -Dskip.checks=true dependency:go-offline
# The program is made of src/main alone; the checks and tests are the work of `mvn verify`, before an image is built.
COPY src/main src/main
RUN mvn -B -ntp -Dskip.checks=true -DskipTests package
# Readable for the user below, however strict the umask of the machine that checked this out.
COPY conf conf
RUN chmod -R a+rX conf target/wxauth.jar

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="wxauth" \
      org.opencontainers.image.description="The login service behind WeChat mini programs: codes in, signed tokens out."
# Half for the heap. The other half is for direct buffers, metaspace, compiled code, threads and the native crypto
# library, which grow by themselves. An environment variable, so that a deployment can replace it.
ENV JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50"
WORKDIR /app
COPY --from=build /src/target/wxauth.jar wxauth.jar
COPY --from=build /src/conf conf
# The program starts in half the time when its classes come from an archive. Only the runtime that will run it can
# make one, by a run: ten seconds, without Redis, serving nobody, under the private key 1. That it ran that long is the check.
# With another runtime or another jar the archive is left aside.
RUN WXAUTH_ISSUER=http://localhost:8080 WXAUTH_APPS=wx0000000000000000:none \
    WXAUTH_MASTER_KEYS=archive:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    WXAUTH_SIGNING_KEYS='{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig",\
"x":"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY","y":"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",\
"d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}]}' \
    WXAUTH_HOST=127.0.0.1 WXAUTH_DRAIN_DELAY=0s \
    timeout 10 java -XX:ArchiveClassesAtExit=wxauth.jsa -jar /app/wxauth.jar > archive.log; \
    [ $? = 124 ] && chmod a+r wxauth.jsa && rm archive.log || { cat archive.log; false; }
# A number, because Kubernetes can't prove that a name is not root.
USER 10001:10001
# The API, and health and metrics.
EXPOSE 8080 9090
# The root file system may be read-only. /tmp must be writable and must allow execution: the crypto provider unpacks its
# native library there and falls back to the slower provider of the JDK if it can't (`docker run --tmpfs` says noexec
# unless told otherwise; an emptyDir of Kubernetes is fine). UsePerfData is off because it is the only other writer.
#
# A list, so that no shell is needed and SIGTERM reaches the program itself.
ENTRYPOINT ["java", \
    "-XX:+ExitOnOutOfMemoryError", \
    "-XX:-UsePerfData", \
    "-XX:SharedArchiveFile=/app/wxauth.jsa", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", \
    "-Dfile.encoding=UTF-8", \
    "--enable-native-access=ALL-UNNAMED", \
    "-jar", "/app/wxauth.jar"]
