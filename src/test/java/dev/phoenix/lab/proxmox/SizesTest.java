package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void areWrittenInTheLargestUnitThatLeavesAWholeNumber() {
    assertThat(Sizes.text(Sizes.bytes("32G"))).isEqualTo("32G");
    assertThat(Sizes.text(Sizes.bytes("1024G"))).isEqualTo("1T");
    assertThat(Sizes.text(Sizes.bytes("2252M"))).isEqualTo("2252M");
    assertThat(Sizes.text(Sizes.bytes("1.5G"))).isEqualTo("1536M");
    assertThat(Sizes.text(1000)).isEqualTo("1000");
    assertThat(Sizes.bytes("4096")).isEqualTo(4096);
  }
}
