package dev.phoenix.provider.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What real servers have answered, and what they declare to take; data that stands beside. */
final class Answers {
  private static final Path FOLDER =
      Path.of(System.getProperty("phoenix.proxmox", "../shared/data"));

  private Answers() {}

  /** The body of the answer to a call. */
  static JsonNode of(String path) {
    for (JsonNode answer : file("proxmox-answers.json")) {
      if (answer.path("path").asString("").equals(path)) {
        return answer.path("body");
      }
    }
    throw new AssertionError("no answer of " + path);
  }

  /** The declared calls: parameters by method and path. */
  static JsonNode declared() {
    return file("proxmox-api-8.4.json");
  }

  private static JsonNode file(String name) {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file)) {
      System.out.println(
          "left out: "
              + file.toAbsolutePath().normalize()
              + " is not there; -Dphoenix.proxmox=<folder> says where it is");
    }
    Assumptions.assumeTrue(Files.exists(file));
    try {
      return JsonMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
