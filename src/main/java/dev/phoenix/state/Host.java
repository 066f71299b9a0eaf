package dev.phoenix.state;

import dev.phoenix.digest.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine that takes locks.
 *
 * @param name for the person
 * @param machine tells those of one name apart; a digest, because the number itself is nobody
 *     else's business (machine-id(5)); empty where there is none
 */
public record Host(String name, String machine) {
  private static final int DIGITS = 16;

  /** This one. */
  static Host here() {
    return new Host(nameHere(), machineHere());
  }

  private static String nameHere() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return asked();
    }
  }

  private static String asked() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException nameless) {
      return "unknown";
    }
  }

  private static String machineHere() {
    try {
      String id = Files.readString(Path.of("/etc/machine-id")).strip();
      return id.isEmpty()
          ? ""
          : Sha256.hex(id.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    } catch (IOException none) {
      return "";
    }
  }
}
