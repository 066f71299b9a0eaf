package dev.phoenix.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void givesEachNameOnce() {
    Names names = new Names();
    names.claim("web");

    assertThat(names.give("web", "vm-1", "101")).isEqualTo("web-101");
    assertThat(names.give("db", "vm-1", "102")).isEqualTo("db");
    assertThat(names.give("db", "vm-1", "103")).isEqualTo("db-103");
    assertThat(names.give("db", "vm-1", "103")).isEqualTo("db-103-2");
  }

  @Test
  void givesOnlyNamesThatFilesTake() {
    Names names = new Names();

    assertThat(names.give(" Büro Server (alt)", "vm-1", "1")).isEqualTo("B-ro-Server-alt");
    assertThat(names.give("", "vm-104", "104")).isEqualTo("vm-104");
    assertThat(names.give("***", "vm-105", "105")).isEqualTo("vm-105");
    assertThat(names.give("-x", "vm-106", "106")).isEqualTo("x");
  }

  @Test
  void makesNamesOfVariables() {
    assertThat(Names.shout("my-app.one")).isEqualTo("MY_APP_ONE");
    assertThat(Names.shout("2fa")).isEqualTo("V_2FA");
    assertThat(Names.shout("--")).isEqualTo("V_");
  }
}
