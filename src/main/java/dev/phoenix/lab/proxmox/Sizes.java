package dev.phoenix.lab.proxmox;

import java.util.Locale;

/** Sizes of disks as texts. */
final class Sizes {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;
  private static final String UNITS = "KMGT";

  private Sizes() {}

  /** The bytes of {@code 32G}, {@code 2252M} or a bare number of bytes. */
  static long bytes(String text) {
    String number = text.replaceAll("[KMGT]$", "");
    int unit = UNITS.indexOf(text.substring(text.length() - 1)) + 1;
    return (long) (Double.parseDouble(number) * (1L << (10 * unit)));
  }

  /** In the largest unit that leaves a whole number. */
  static String text(long bytes) {
    int unit = 0;
    long left = bytes;
    while (unit < UNITS.length() && left % 1024 == 0 && left > 0) {
      left /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", left, unit == 0 ? "" : UNITS.charAt(unit - 1));
  }
}
