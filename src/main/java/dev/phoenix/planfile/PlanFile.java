package dev.phoenix.planfile;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.diagnostic.FileFailure;
import dev.phoenix.diagnostic.Position;
import dev.phoenix.file.OwnFile;
import dev.phoenix.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files with a plan: JSON by {@code schemas/plan.schema.json}, sealed by a digest of all of it, so
 * that one that was cut or changed is told from one that was written.
 */
public final class PlanFile {
  static final int FORMAT = 1;
  private static final String KIND = "phoenix plan";
  private static final String SEAL = "sha256";

  // Far above any plan; what is larger is something else.
  private static final long LARGEST = 256L << 20;

  private PlanFile() {}

  /** Whole or not at all; an error if it cannot be written. */
  public static void write(Path file, SavedPlan plan, Diagnostics diagnostics) {
    ObjectNode json = SavedPlanCodec.write(plan);
    json.put(SEAL, PlanJson.sha256(json));
    byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      replace(file, text);
    } catch (IOException e) {
      diagnostics.add(
          problem(
              file,
              "the plan could not be written to " + file,
              "The file system says: " + FileFailure.words(e) + ". Name another file."));
    }
  }

  private static void replace(Path file, byte[] text) throws IOException {
    Path staged = file.resolveSibling(file.getFileName() + ".tmp");
    // Made anew, so that a link which somebody has laid there leads nowhere.
    Files.deleteIfExists(staged);
    OwnFile.write(staged, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Null after an error. */
  public static @Nullable SavedPlan read(Path file, Diagnostics diagnostics) {
    try {
      if (Files.size(file) > LARGEST) {
        diagnostics.add(problem(file, file + " is too large for a plan", MAKE));
        return null;
      }
      return read(file, JsonText.readStrictly(Files.readString(file)), diagnostics);
    } catch (JacksonException e) {
      diagnostics.add(
          problem(
              file,
              file + " is no plan, or only a part of one",
              "It is no whole JSON document: " + e.getOriginalMessage() + ". " + MAKE));
    } catch (IOException e) {
      diagnostics.add(
          problem(
              file,
              "the plan " + file + " cannot be read",
              "The file system says: " + FileFailure.words(e) + ". " + MAKE));
    }
    return null;
  }

  private static final String MAKE = "phoenix plan --out FILE makes one.";

  private static @Nullable SavedPlan read(Path file, JsonNode node, Diagnostics diagnostics) {
    if (!(node instanceof ObjectNode json) || !KIND.equals(json.path("kind").asString(""))) {
      diagnostics.add(problem(file, file + " is no plan", MAKE));
      return null;
    }
    if (json.path("format").asInt(0) != FORMAT) {
      diagnostics.add(
          problem(
              file,
              "the plan " + file + " has another format",
              "This phoenix carries out plans of format "
                  + FORMAT
                  + ", and it has "
                  + json.path("format")
                  + ". Make it anew: phoenix plan --out."));
      return null;
    }
    String seal = json.path(SEAL).asString("");
    json.remove(SEAL);
    if (!seal.equals(PlanJson.sha256(json))) {
      diagnostics.add(
          problem(
              file,
              "the plan " + file + " was changed after it was made",
              "What is in it is not what was written, so it is not what somebody agreed to. "
                  + MAKE));
      return null;
    }
    try {
      return SavedPlanCodec.read(json);
    } catch (JacksonException e) {
      diagnostics.add(
          problem(
              file,
              "the plan " + file + " is damaged",
              "Something in it is of another kind than plans have there. " + MAKE));
      return null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      diagnostics.add(
          problem(file, "the plan " + file + " is damaged", e.getMessage() + ". " + MAKE));
      return null;
    }
  }

  static ObjectNode begin(ObjectNode json) {
    return json.put("format", FORMAT).put("kind", KIND);
  }

  private static Diagnostic problem(Path file, String summary, String detail) {
    return Diagnostic.error(summary, detail).at(Position.ofFile(file.toString()));
  }
}
