package dev.phoenix.configuration;

import dev.phoenix.resource.AddressPattern;
import dev.phoenix.resource.Lifecycle;
import dev.phoenix.resource.Lifecycles;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code lifecycle}: how objects may change, by address. */
final class LifecycleReader {
  private LifecycleReader() {}

  static Lifecycles read(Block hypervisor) {
    Block block = hypervisor.blockOrEmpty("lifecycle");
    List<Lifecycle> all = new ArrayList<>();
    for (String name : block.names()) {
      Block one = block.block(name);
      if (one != null) {
        all.add(
            new Lifecycle(
                new AddressPattern(name),
                one.flag("protect"),
                one.texts("ignore_changes"),
                patterns(one, "depends_on"),
                patterns(one, "replace_triggered_by"),
                block.position(name)));
      }
    }
    return new Lifecycles(all);
  }

  private static List<AddressPattern> patterns(Block block, String name) {
    return block.texts(name).stream().map(AddressPattern::new).toList();
  }
}
