package dev.phoenix.apply;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Stage;
import dev.phoenix.resource.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Has the walk write down what becomes of one object. What all steps tell at the same time costs
 * one fsync.
 */
final class StepNotes implements StepWork.Notes {
  private final Address address;
  private final Consumer<Event> events;
  private final Stop stop;
  private final Progress progress;

  StepNotes(Address address, Consumer<Event> events, Stop stop, Progress progress) {
    this.address = address;
    this.events = events;
    this.stop = stop;
    this.progress = progress;
  }

  @Override
  public void exists(Identity identity) throws ResourceFailure {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    events.accept(new Event.Exists(address, identity, written));
    await(written, "exists");
  }

  @Override
  public void reached(Stage stage) {
    events.accept(new Event.Staged(address, stage, new CompletableFuture<>()));
  }

  @Override
  public void begun(Stage stage) throws ResourceFailure {
    CompletableFuture<Boolean> written = new CompletableFuture<>();
    events.accept(new Event.Staged(address, stage, written));
    await(written, "is worked on by " + stage.task());
  }

  /** Returns once it is on disk: a step may not go on to make more before that. */
  private void await(CompletableFuture<Boolean> written, String what) throws ResourceFailure {
    while (!stop.isAbandoned()) {
      try {
        if (written.get(100, TimeUnit.MILLISECONDS)) {
          return;
        }
        throw new ResourceFailure(
            ResourceFailure.Kind.AMBIGUOUS,
            address
                + " "
                + what
                + ", but that could not be written to the journal, so nothing more was done"
                + " to it. The next run finds it by its name and goes on from there.");
      } catch (TimeoutException e) {
        progress.progressed(address, "waiting for the journal");
      } catch (ExecutionException e) {
        throw new IllegalStateException("nobody completes it like that", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Work.interrupted();
      }
    }
    throw Work.interrupted();
  }
}
