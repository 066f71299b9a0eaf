package dev.phoenix.configuration.compose;

import java.net.InetAddress;

/** Tells IP addresses from other texts without asking a name server. */
final class Addresses {
  private Addresses() {}

  static boolean isIp(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    try {
      InetAddress.ofLiteral(bare);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
