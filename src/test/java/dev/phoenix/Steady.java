package dev.phoenix;

import java.nio.file.Path;
import java.util.List;

/** Printed text without what truly differs from run to run. */
final class Steady {
  private Steady() {}

  /** Names the folder, times, random names and processes, and leaves out what was waited for. */
  static List<String> lines(String text, Path folder) {
    // Nobody's answer is echoed, so that what comes first stands behind the question.
    return text.replaceAll("(agreement: )waiting .*\n", "$1")
        .replace(folder.toString(), "FOLDER")
        .lines()
        .filter(Steady::stays)
        .map(Steady::line)
        .toList();
  }

  /** Whether the line stands there each time: what is waited for depends on the machine. */
  static boolean stays(String line) {
    return !line.startsWith("waiting");
  }

  static String line(String line) {
    return line.replace("\u001b", "\\e")
        .replaceAll("\\b[0-9]+\\.[0-9] s\\b", "N s")
        .replaceAll("\"milliseconds\" : [0-9]+", "\"milliseconds\" : N")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("([0-9A-F]{4}:){11}[0-9A-F]{4}", "ENGINE")
        .replaceAll("\\b[0-9a-f]{12,}\\b", "HEX")
        .replaceAll("\\bprocess [0-9]+", "process PID")
        .replaceAll("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
        .stripTrailing();
  }
}
