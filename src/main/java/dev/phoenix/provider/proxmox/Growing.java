package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import java.util.Map;

/** Makes the disks of a guest as large as they are wanted, each by a call of its own. */
final class Growing {
  private final Settling settling;
  private final GuestType type;

  Growing(Settling settling, GuestType type) {
    this.settling = settling;
    this.type = type;
  }

  /** Gives the configuration that it began with. */
  GuestConfig run(Belongings belongings) throws ResourceFailure {
    GuestConfig config = settling.config();
    ConfigChange change =
        new Changes(type, settling.desired(), settling.observed(), belongings).fields(config);
    for (Map.Entry<String, DiskSize> disk : change.sizes().entrySet()) {
      settling.work().progress("growing " + disk.getKey() + " to " + disk.getValue().print());
      settling
          .cluster()
          .tasks()
          .run(
              ProxmoxRequest.put(
                      "grow " + disk.getKey() + " of " + settling.desired().address(),
                      settling.guest().path("resize"))
                  .with("disk", disk.getKey())
                  .with("size", disk.getValue().print()),
              settling.guest(),
              "resize",
              TaskTime.USUAL,
              settling.work());
      restate(disk.getKey());
      settling.work().reached("resized");
    }
    return config;
  }

  /** What waits for the next start holds the size of before, and would bring it back. */
  private void restate(String disk) throws ResourceFailure {
    GuestConfig config = settling.config();
    String size = PropertyString.parse(config.current().getOrDefault(disk, ""), "").get("size");
    if (size != null && config.waiting().contains(disk)) {
      PropertyString waiting = PropertyString.parse(config.get(disk), "file");
      if (!size.equals(waiting.get("size", size))) {
        ConfigChange change = new ConfigChange();
        change.set(disk, waiting.with("size", size).print());
        settling.send(change, config);
      }
    }
  }
}
