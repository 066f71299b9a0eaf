package dev.phoenix.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
  private static final Form FORM =
      Form.of("vmid!:i(100,999) name net[n] onboot:b cpulimit:n(0,8) bios=seabios|ovmf new@8.1");

  private static Map<String, String> errors(String release, String... pairs) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      sent.put(pairs[at], List.of(pairs[at + 1]));
    }
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> FORM.check(sent, Release.of(release)));
    return refusal == null ? Map.of() : refusal.errors();
  }

  @Test
  void takesWhatItDeclares() {
    assertThat(
            errors(
                "8.4",
                "vmid",
                "100",
                "name",
                "x",
                "net0",
                "a",
                "net31",
                "b",
                "onboot",
                "1",
                "cpulimit",
                "0.5",
                "bios",
                "ovmf",
                "new",
                "1"))
        .isEmpty();
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    assertThat(
            errors(
                "8.4", "vmid", "99", "net", "a", "onboot", "yes", "cpulimit", "9", "bios", "uefi"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "vmid", "value must have a minimum value of 100",
                "net",
                    "property is not defined in schema and the schema does not allow additional"
                        + " properties",
                "onboot", "type check ('boolean') failed - got 'yes'",
                "cpulimit", "value must have a maximum value of 8",
                "bios", "value 'uefi' does not have a value in the enumeration 'seabios, ovmf'"));
    assertThat(errors("8.4", "name", "x"))
        .containsExactly(Map.entry("vmid", "property is missing and it is not optional"));
  }

  @Test
  void anOlderReleaseDoesNotKnowWhatCameLater() {
    assertThat(errors("8.0", "vmid", "100", "new", "1")).containsOnlyKeys("new");
  }
}
