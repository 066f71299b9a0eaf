package dev.phoenix.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PropertyStringTest {
  private static final long SEED = 20261121;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String WORD = "abcdefghijklmnopqrstuvwxyz0123456789:/-._";

  private static String word(Random random) {
    StringBuilder word = new StringBuilder("a");
    for (int i = random.nextInt(12); i > 0; i--) {
      word.append(WORD.charAt(random.nextInt(WORD.length())));
    }
    return word.toString();
  }

  @Test
  void printingWhatWasReadAndReadingWhatWasPrintedGiveTheSame() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      PropertyString value = PropertyString.empty("file");
      if (random.nextBoolean()) {
        value = value.with("file", word(random));
      }
      for (int k = random.nextInt(5); k > 0; k--) {
        value = value.with(word(random).replaceAll("[:/]", ""), word(random));
      }
      String printed = value.print();
      assertThat(PropertyString.parse(printed, "file"))
          .as("seed %d: %s", SEED, printed)
          .isEqualTo(value);
      assertThat(PropertyString.parse(printed, "file").print()).isEqualTo(printed);
    }
  }

  @Test
  void theBareKeyMayBeWrittenOutAndTheOrderMeansNothing() {
    assertThat(PropertyString.parse("size=32G,file=local:vm-1-disk-0,ssd=1", "file").print())
        .isEqualTo("local:vm-1-disk-0,size=32G,ssd=1");
  }

  @ParameterizedTest
  @CsvSource({"32G,32G", "1024G,1T", "2252M,2252M", "1536M,1536M", "1.5G,1536M", "0,0", "512,512"})
  void sizesArePrintedInTheLargestUnitThatFits(String text, String printed) {
    assertThat(DiskSize.parse(text).print()).isEqualTo(printed);
  }

  @Test
  void sizesKeepTheirBytes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      DiskSize size = new DiskSize(random.nextLong(1L << random.nextInt(1, 48)));
      assertThat(DiskSize.parse(size.print())).isEqualTo(size);
    }
    assertThat(DiskSize.parse("2252M").inGibibytes().asString()).isEqualTo("2.199");
  }

  @Test
  void keysSurviveTheirTwoEncodings() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      List<String> keys = new ArrayList<>();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        keys.add("ssh-ed25519 AAAA" + random.nextInt(1 << 30) + "+/%~' me " + k + "@höme");
      }
      String encoded = SshKeys.encode(keys);
      assertThat(encoded).matches("[-%a-zA-Z0-9_.!~*'()]*");
      assertThat(SshKeys.decode(encoded + "%0A")).isEqualTo(keys.stream().sorted().toList());
    }
  }

  @Test
  void aDescriptionKeepsItsTextBesideTheMark() {
    Address owner = Address.parse("vm/dr phoenix");
    for (String text : List.of("", "one", "two\nlines", "## head\n\n- item")) {
      Description marked = Description.of(text, owner, Description.newMark());
      assertThat(Description.parse(marked.print() + "\n")).isEqualTo(marked);
      assertThat(marked.isOf(owner)).isTrue();
    }
    assertThat(Description.parse("no mark here\n").owner()).isNull();
  }

  /** What is written of any wanted attributes reads back as wanted. */
  @Test
  void everyFieldReadsWhatItWrote() {
    Map<Field, List<String>> samples = new LinkedHashMap<>();
    put(
        samples,
        VmFields.all(),
        "nets",
        "{'net0':{'model':'virtio','bridge':'vmbr0','tag':5,'firewall':true,'rate':12.5,'mtu':1400,'mac':'bc:24:11:aa:bb:cc'},'net1':{'model':'e1000','bridge':'vmbr1'}}");
    put(
        samples,
        VmFields.all(),
        "disks",
        "{'virtio3':{'storage':'s','size':7,'cache':'writeback','aio':'native','discard':'on','ssd':false,'iothread':true,'backup':false}}");
    put(
        samples,
        VmFields.all(),
        "cloud_init",
        "{'user':'u','keys':['ssh-rsa A+/= b'],'ip':'dhcp','nameservers':[],'search_domain':'home.lan','upgrade':true}");
    put(samples, VmFields.all(), "startup", "{'order':3,'up':10,'down':20}");
    put(samples, VmFields.all(), "boot", "['scsi0','net0']");
    put(samples, VmFields.all(), "cpu", "'x86-64-v2-AES'");
    put(samples, VmFields.all(), "memory", "8192");
    put(samples, VmFields.all(), "agent", "false");
    put(samples, VmFields.all(), "tags", "['b','a']");
    put(
        samples,
        LxcFields.all(),
        "features",
        "{'nesting':true,'keyctl':true,'fuse':false,'mount':'nfs;cifs'}");
    put(
        samples,
        LxcFields.all(),
        "nets",
        "{'net0':{'name':'eth0','bridge':'vmbr0','ip':'10.0.0.10/24','gateway':'10.0.0.1'}}");
    put(
        samples,
        LxcFields.all(),
        "mounts",
        "{'/data':{'host_path':'/tank/data','read_only':true}}");
    put(samples, LxcFields.all(), "devices", "['/dev/nvidia0','/dev/nvidiactl,gid=44,mode=0666']");
    put(samples, LxcFields.all(), "nameservers", "['10.0.0.1','1.1.1.1']");
    samples.forEach((field, values) ->
        values.forEach(sample -> {
          JsonNode wanted = MAPPER.readTree(sample.replace('\'', '"'));
          ConfigChange change = new ConfigChange();
          field.write(wanted, Map.of(), change);
          Map<String, String> config = new TreeMap<>(change.values());
          // The server gives a new disk its size.
          config.computeIfPresent("virtio3", (_, v) -> v.replace("s:7", "s:vm-1-disk-0,size=7G"));
          assertThat(Attributes.of(Map.of("a", Objects.requireNonNull(field.read(config, wanted)))))
              .as(field.attribute() + " as " + config)
              .isEqualTo(Attributes.of(Map.of("a", wanted)));
        }));
  }

  private static void put(
      Map<Field, List<String>> samples, List<Field> fields, String attribute, String value) {
    samples.put(
        fields.stream().filter(f -> f.attribute().equals(attribute)).findFirst().orElseThrow(),
        List.of(value));
  }
}
