package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Has the server copy volumes to the storages that the files want them on. */
final class Moving {
  private final Settling settling;
  private final Cluster cluster;
  private final Guest guest;

  Moving(Settling settling) {
    this.settling = settling;
    this.cluster = settling.cluster();
    this.guest = settling.guest();
  }

  void run() throws ResourceFailure {
    List<Move> moves = moves();
    if (!moves.isEmpty() && outlasted()) {
      moves = moves();
    }
    if (moves.isEmpty()) {
      return;
    }
    for (Move move : moves) {
      settling.takeBack(move.slot());
    }
    moves = moves();
    check(moves);
    boolean running = cluster.status(guest).running();
    if (guest.kind() == Guest.Kind.VM) {
      send(Companions.of(settling.config(true).current(), running, settling.work()).before(moves));
    } else if (!running) {
      send(moves);
    } else {
      sendStopped(moves);
    }
  }

  private void send(List<Move> moves) throws ResourceFailure {
    for (Move move : moves) {
      Semaphore room = cluster.room("storage " + move.storage(), Making.COPIES);
      settling.work().enter(room);
      try {
        send(move);
      } finally {
        room.release();
      }
    }
  }

  /** A container that runs has its volumes mounted, so the server moves none of them. */
  private void sendStopped(List<Move> moves) throws ResourceFailure {
    if (!settling.mayReboot()) {
      throw cluster
          .api()
          .failure(
              Kind.STALE,
              "change " + settling.desired().address(),
              "its volumes are moved while it is stopped, and it was started since the plan; plan again");
    }
    Power power = new Power(cluster, guest, settling.work());
    power.stop();
    try {
      send(moves);
    } catch (ResourceFailure failure) {
      startAgain(power, failure);
      throw failure;
    }
    if (!settling.wanted().has("running")) {
      boolean _ = power.start();
    }
  }

  /** It ran before, and nobody wanted it down for longer than the moves take. */
  private void startAgain(Power power, ResourceFailure failure) {
    try {
      if (settling.config().lock().isEmpty()) {
        boolean _ = power.start();
      }
    } catch (ResourceFailure start) {
      failure.addSuppressed(start);
    }
  }

  /** A snapshot that was taken since the plan would be left behind. */
  private void check(List<Move> moves) throws ResourceFailure {
    for (Move move : moves) {
      move.heldBy(Snapshots.holding(cluster, guest, Volumes.volume(move.volume())));
      Optional<String> obstacle = move.obstacle(guest.vmid(), guest.kind());
      if (obstacle.isPresent()) {
        throw cluster
            .api()
            .failure(Kind.STALE, "change " + settling.desired().address(), obstacle.get());
      }
    }
  }

  private List<Move> moves() throws ResourceFailure {
    return Move.all(Volumes.of(settling.config().merged()), settling.wanted());
  }

  /** Whether a move was under way, of which nobody had said how it ended. */
  private boolean outlasted() throws ResourceFailure {
    List<Upid> under =
        cluster.earlier().running(guest.node()).stream()
            .filter(task -> task.type().equals(type()))
            .filter(task -> task.id().equals(Integer.toString(guest.vmid())))
            .toList();
    for (Upid task : under) {
      cluster.earlier().outlast(task, settling.work());
    }
    return !under.isEmpty();
  }

  private String type() {
    return guest.kind() == Guest.Kind.VM ? guest.task("move") : "move_volume";
  }

  private void send(Move move) throws ResourceFailure {
    boolean machine = guest.kind() == Guest.Kind.VM;
    settling
        .work()
        .progress("moving %s from %s to %s".formatted(move.name(), move.from(), move.storage()));
    cluster
        .tasks()
        .run(
            ProxmoxRequest.post(
                    "move %s of %s".formatted(move.name(), settling.desired().address()),
                    guest.path(machine ? "move_disk" : "move_volume"))
                .with(machine ? "disk" : "volume", move.slot())
                .with("storage", move.storage())
                .with("delete", true),
            guest,
            type(),
            TaskTime.MOVING,
            settling.work());
    settling.work().reached("moved " + move.name());
    left(move);
  }

  /** The server only warns where it could not give the old volume back, and keeps it as unused. */
  private void left(Move move) throws ResourceFailure {
    String old = Volumes.volume(move.volume());
    settling
        .config()
        .merged()
        .forEach((slot, value) -> {
          if (slot.startsWith("unused") && value.startsWith(old)) {
            settling
                .work()
                .progress(
                    "%s could not be destroyed after the move and is an old copy now (%s); destroy it before anything is mounted of it"
                        .formatted(old, slot));
          }
        });
  }
}
