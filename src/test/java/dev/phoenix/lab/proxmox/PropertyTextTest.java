package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PropertyTextTest {
  @Test
  void isWrittenWithItsFirstKeyBareAndTheOthersInOrder() {
    PropertyText disk = PropertyText.of("file", "size=32G,file=local-zfs:vm-1-disk-0,cache=none");
    assertThat(disk).hasToString("local-zfs:vm-1-disk-0,cache=none,size=32G");
    assertThat(disk.with("size", "64G").without("cache"))
        .hasToString("local-zfs:vm-1-disk-0,size=64G");
    assertThat(disk.get("missing")).isEmpty();
    assertThat(disk.find("missing")).isNull();
  }
}
