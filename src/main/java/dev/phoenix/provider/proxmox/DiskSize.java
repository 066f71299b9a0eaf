package dev.phoenix.provider.proxmox;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;

/** A size as the server writes it: in the largest unit in which it is a whole number. */
record DiskSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]?)");
  private static final String UNITS = "KMGT";
  private static final long GIB = 1L << 30;

  /** Zero for what is no size, such as the missing one of a cloud-init drive. */
  static DiskSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return new DiskSize(0);
    }
    int unit = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    return new DiskSize(
        new BigDecimal(matcher.group(1))
            .multiply(BigDecimal.valueOf(1L << (10 * unit)))
            .longValue());
  }

  static DiskSize gibibytes(int count) {
    return new DiskSize(count * GIB);
  }

  String print() {
    for (int unit = 4; unit > 0; unit--) {
      long size = 1L << (10 * unit);
      if (bytes >= size && bytes % size == 0) {
        return bytes / size + UNITS.substring(unit - 1, unit);
      }
    }
    return Long.toString(bytes);
  }

  /** In GiB as the files have it; a size that is none whole shows its fraction. */
  JsonNode inGibibytes() {
    return bytes % GIB == 0 && bytes / GIB <= Integer.MAX_VALUE
        ? IntNode.valueOf((int) (bytes / GIB))
        : DoubleNode.valueOf(Math.round(bytes * 1000.0 / GIB) / 1000.0);
  }
}
