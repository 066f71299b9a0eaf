package dev.phoenix.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.5:9443",
        "http://portainer",
        "https://portainer.example.org/base/path",
        "https://my_host.lan:443/",
        "https://[fd00::1]:9443"
      })
  void isSound(String url) {
    assertThat(WebAddress.fault(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a..b:9443, a..b is neither an IP address nor a host name",
    "https://host:0, the port 0 is not between 1 and 65535",
    "https://host:99999, the port 99999 is not between 1 and 65535",
    "https://host:port, 'it does not read https://HOST:PORT, with a path behind it at most'",
    "https://me:word@host, 'it does not read https://HOST:PORT, with a path behind it at most'",
    "https://host?x=1, 'it does not read https://HOST:PORT, with a path behind it at most'",
    "https://[fd00, 'it does not read https://HOST:PORT, with a path behind it at most'",
    "https://, 'it does not read https://HOST:PORT, with a path behind it at most'"
  })
  void isFaulty(String url, String fault) {
    assertThat(WebAddress.fault(url)).isEqualTo(fault);
  }
}
