package dev.phoenix.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be asked over HTTP: a URL of a server, or a host in one. */
final class WebAddress {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*|\\[[0-9A-Fa-f:.]+\\]");
  private static final Pattern URL =
      Pattern.compile("https?://([^/?#:@\\[]+|\\[[^/]*\\])(?::([0-9]{1,5}))?(/[^?#\\s]*)?");
  private static final int LONGEST_NAME = 253;
  private static final int HIGHEST_PORT = 65535;

  private WebAddress() {}

  /** What is wrong with the URL of a server; empty if nothing is. */
  static String fault(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return "it does not read https://HOST:PORT, with a path behind it at most";
    }
    if (!isHost(parts.group(1))) {
      return parts.group(1) + " is neither an IP address nor a host name";
    }
    String port = parts.group(2);
    boolean sound = port == null || isPort(Integer.parseInt(port));
    return sound ? "" : "the port " + port + " is not between 1 and " + HIGHEST_PORT;
  }

  static boolean isHost(String host) {
    return host.length() <= LONGEST_NAME && HOST.matcher(host).matches();
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= HIGHEST_PORT;
  }
}
