package dev.phoenix.configuration;

import java.util.OptionalLong;

/** Arithmetic on IPv4 addresses; what is not one gives nothing. */
final class Networks {
  private Networks() {}

  static String withoutMask(String address) {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }

  static boolean isAddress(String text) {
    return number(text).isPresent();
  }

  /** True where the address lies in the network of the other, or where one cannot be read. */
  static boolean inSubnet(String address, String cidr) {
    OptionalLong one = number(address);
    OptionalLong other = number(withoutMask(cidr));
    int bits = prefix(cidr);
    if (one.isEmpty() || other.isEmpty() || bits < 0) {
      return true;
    }
    return one.getAsLong() >> (32 - bits) == other.getAsLong() >> (32 - bits);
  }

  private static int prefix(String cidr) {
    String mask = cidr.substring(cidr.indexOf('/') + 1);
    boolean number =
        !mask.isEmpty() && mask.length() <= 2 && mask.chars().allMatch(Networks::digit);
    return number && Integer.parseInt(mask) <= 32 ? Integer.parseInt(mask) : -1;
  }

  private static OptionalLong number(String address) {
    String[] parts = address.split("\\.", -1);
    long number = 0;
    for (String part : parts) {
      if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Networks::digit)) {
        return OptionalLong.empty();
      }
      int value = Integer.parseInt(part);
      if (value > 255) {
        return OptionalLong.empty();
      }
      number = number << 8 | value;
    }
    return parts.length == 4 ? OptionalLong.of(number) : OptionalLong.empty();
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
