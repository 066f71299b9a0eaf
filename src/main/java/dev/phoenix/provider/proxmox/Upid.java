package dev.phoenix.provider.proxmox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a task: {@code UPID:node:pid:pstart:starttime:type:id:user:}. The node in it is the
 * one to ask.
 *
 * @param started seconds since 1970 by that node's clock
 * @param id what it works on; for a clone the guest that is cloned
 */
record Upid(String text, String node, long started, String type, String id, String user) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([^:\\s]+):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:([0-9A-Fa-f]{8}):([^:\\s]+):([^:\\s]*):([^:\\s]+):");

  static Optional<Upid> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Upid(
                text,
                matcher.group(1),
                Long.parseLong(matcher.group(2), 16),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5)))
        : Optional.empty();
  }
}
