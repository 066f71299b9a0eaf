package dev.phoenix.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD=x",
        "ADMIN_TOKEN=1",
        "APP_KEY=base",
        "MYSQL_ROOT_PASS=root",
        "LOOKS=ghp_abcdefghijklmnopqrstuvwxyz012345",
        "HASH=$2a$10$abcdefghijklmnopqrstuv",
        "DATABASE_URL=postgres://app:hunter2@db:5432/app",
        "SALT=9f86d081884c7d659a2feaa0c55ad015",
        "WEBHOOK_ID=3f6c1d2e-8a4b-4c5d-9e6f-0a1b2c3d4e5f",
        "CERTIFICATE=-----BEGIN PRIVATE KEY-----"
      })
  void isTakenForASecret(String variable) {
    assertThat(isSecret(variable)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASSWORD=",
        "PORT=8080",
        "DB_PASSWORD_FILE=/run/secrets/db",
        "URL=https://app.example.org/path",
        "DATABASE_URL=postgres://app@db:5432/app",
        "IMAGE=ghcr.io/example/web:1.27.5-alpine",
        "TZ=Europe/Berlin",
        "NAME=my-long-service-name-in-production",
        "MONKEY=banana"
      })
  void standsInTheFileAsItIs(String variable) {
    assertThat(isSecret(variable)).isFalse();
  }

  private static boolean isSecret(String variable) {
    int equals = variable.indexOf('=');
    return SecretValues.isSecret(variable.substring(0, equals), variable.substring(equals + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      POSTGRES_PASSWORD: hunter2",
        "      - POSTGRES_PASSWORD=hunter2",
        "      - \"API_TOKEN=abc\"",
        "      DB_PASS: ${DB_PASS:-hunter2}",
        "      URL: postgres://app:hunter2@db/app",
        "      SESSION: 9f86d081884c7d659a2feaa0c55ad015"
      })
  void aComposeFileWithASecretIsFound(String line) {
    assertThat(SecretValues.inCompose("services:\n" + line + "\n")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      POSTGRES_PASSWORD: ${DB_PASSWORD}",
        "      POSTGRES_PASSWORD: $DB_PASSWORD",
        "      POSTGRES_PASSWORD: \"${DB_PASSWORD:?is needed}\"",
        "      POSTGRES_PASSWORD: ${DB_PASSWORD:-}",
        "      - POSTGRES_PASSWORD=${DB_PASSWORD}",
        "      POSTGRES_PASSWORD_FILE: /run/secrets/db",
        "      ALLOW_EMPTY_PASSWORD: \"yes\"",
        "      TOKEN_SECONDS: 3600",
        "      # PASSWORD: hunter2",
        "    image: example/app@sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015",
        "    secrets:",
        "    - PASSWORD"
      })
  void oneWithoutIsLetThrough(String line) {
    assertThat(SecretValues.inCompose("services:\n" + line + "\n")).isEmpty();
  }
}
