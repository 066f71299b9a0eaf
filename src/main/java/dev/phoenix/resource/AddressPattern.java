package dev.phoenix.resource;

/**
 * One address or many: a star stands for any characters but a slash, at the end for all that
 * follows. So {@code stack/*} is every stack, and with a star for the host every stack of a name.
 */
public record AddressPattern(String text) {

  public AddressPattern {
    Address _ = Address.parse(text);
  }

  public static AddressPattern of(Address address) {
    return new AddressPattern(address.toString());
  }

  /** Whether it can be no more than one address. */
  public boolean isExact() {
    return text.indexOf('*') < 0;
  }

  public boolean matches(Address address) {
    String candidate = address.toString();
    return isExact() ? text.equals(candidate) : matches(0, candidate, 0);
  }

  private boolean matches(int from, String candidate, int at) {
    int here = at;
    for (int i = from; i < text.length(); i++, here++) {
      if (text.charAt(i) == '*') {
        return i == text.length() - 1 ? here < candidate.length() : spans(i + 1, candidate, here);
      }
      if (here >= candidate.length() || candidate.charAt(here) != text.charAt(i)) {
        return false;
      }
    }
    return here == candidate.length();
  }

  /** Whether the rest fits after a star that stands for something or nothing. */
  private boolean spans(int rest, String candidate, int at) {
    for (int end = at; end <= candidate.length(); end++) {
      if (matches(rest, candidate, end)) {
        return true;
      }
      if (end < candidate.length() && candidate.charAt(end) == '/') {
        return false;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
