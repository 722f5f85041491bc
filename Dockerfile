# One recipe for both deployables: docker build --build-arg MODULE=webapp . (or workers)
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/m2 mvn -Dmaven.repo.local=/m2 -B -ntp -q package -DskipTests \
    && cp webapp/target/ledgerstream-webapp-*-SNAPSHOT.jar /webapp.jar \
    && cp workers/target/ledgerstream-workers-*-exec.jar /workers.jar

FROM eclipse-temurin:25-jre
ARG MODULE
RUN useradd --system --no-create-home ledgerstream
USER ledgerstream
COPY --from=build /${MODULE}.jar /app.jar
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app.jar"]
