package dev.phoenix.provider.proxmox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** The keys of cloud-init, which stand URL-encoded in the configuration itself. */
final class SshKeys {
  private SshKeys() {}

  static String encode(Collection<String> keys) {
    return URLEncoder.encode(String.join("\n", keys), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%7E", "~");
  }

  static List<String> decode(String text) {
    // A plus that is not encoded is one of the key's own base64.
    String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    return decoded.lines().map(String::strip).filter(line -> !line.isEmpty()).sorted().toList();
  }
}
