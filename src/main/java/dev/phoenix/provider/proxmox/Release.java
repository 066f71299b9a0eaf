package dev.phoenix.provider.proxmox;

/** A version of Proxmox VE as far as it decides what can be asked of it. */
record Release(int major, int minor) {
  /** Before this one not everything that is sent here exists. */
  static final Release OLDEST = new Release(7, 4);

  static Release parse(String text) {
    String[] parts = text.split("[.-]", -1);
    return new Release(number(parts, 0), number(parts, 1));
  }

  private static int number(String[] parts, int index) {
    return index < parts.length && parts[index].matches("\\d{1,4}")
        ? Integer.parseInt(parts[index])
        : 0;
  }

  boolean since(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
