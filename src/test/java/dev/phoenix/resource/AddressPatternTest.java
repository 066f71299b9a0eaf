package dev.phoenix.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPatternTest {
  @ParameterizedTest
  @CsvSource({
    "vm/web, vm/web, true",
    "vm/web, vm/web2, false",
    "vm/*, vm/web, true",
    "stack/*, stack/web/blog, true",
    "stack/*/blog, stack/web/blog, true",
    "stack/*/blog, stack/web/blog2, false",
    "stack/*/blog, stack/blog, false",
    "stack/*/blog, stack/a/b/blog, false",
    "*/web, vm/web, true",
    "*/web, stack/other/web, false",
    "stack/web/*, stack/web/blog, true",
    "stack/web/*, stack/web2/blog, false",
    "stack/w*b/b*, stack/web/blog, true",
    "stack/w*b/b*, stack/wb/b, false",
    "*/*, tag/x, true",
  })
  void matches(String pattern, String address, boolean fits) {
    assertThat(new AddressPattern(pattern).matches(Address.parse(address))).isEqualTo(fits);
  }

  @Test
  void hasATypeAndAName() {
    assertThatThrownBy(() -> new AddressPattern("web")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new AddressPattern("vm/")).isInstanceOf(RuntimeException.class);
  }
}
