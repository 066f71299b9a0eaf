package dev.phoenix.lab.proxmox;

import java.util.List;

/**
 * Which Proxmox VE this is.
 *
 * @param version of the package pve-manager
 * @param revision what it was built from
 * @param kernel it runs on
 */
record Release(String version, String revision, String kernel) {
  private static final List<Release> KNOWN =
      List.of(
          new Release("7.4-17", "513c62be", "5.15.131-2-pve"),
          new Release("8.0.9", "fd1a0ae1b385cdcd", "6.2.16-20-pve"),
          new Release("8.1.10", "4b06efb5db453f29", "6.5.13-5-pve"),
          new Release("8.2.7", "3e0176e6bb2ade3b", "6.8.12-2-pve"),
          new Release("8.3.5", "dac3aa88bac3f300", "6.8.12-8-pve"),
          new Release("8.4.1", "2a5fa54a8503f96d", "6.8.12-10-pve"),
          new Release("9.0.6", "49c767b70aeb6648", "6.14.11-1-pve"),
          new Release("9.1.2", "9d436f37a0ac4172", "6.17.2-2-pve"));

  /**
   * The newest of a series.
   *
   * @param series as {@code 8.4}
   */
  static Release of(String series) {
    return KNOWN.stream()
        .filter(known -> known.series().equals(series))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the lab plays Proxmox VE "
                    + String.join(", ", KNOWN.stream().map(Release::series).toList())
                    + ", not "
                    + series));
  }

  /** Major and minor number. */
  String series() {
    return version.split("[-.]", -1)[0] + "." + version.split("[-.]", -1)[1];
  }

  private int number() {
    String[] parts = version.split("[-.]", -1);
    return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
  }

  /** Whether this one is of that series or newer. */
  boolean since(int major, int minor) {
    return number() >= major * 100 + minor;
  }
}
