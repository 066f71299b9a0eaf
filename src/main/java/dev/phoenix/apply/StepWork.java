package dev.phoenix.apply;

import dev.phoenix.plan.Step;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Rule;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Stage;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** What one step may ask and say while it works. */
final class StepWork implements Work {
  private final Step step;
  private final Neighbourhood neighbourhood;
  private final Progress progress;
  private final Time time;
  private final BooleanSupplier ended;
  private final Notes notes;
  private final Waiting waiting;
  private volatile Identity identity = Identity.UNKNOWN;
  private volatile Stage stage;

  /** Has it written down what becomes of an object. */
  interface Notes {
    /** Returns once it is on disk. */
    void exists(Identity identity) throws ResourceFailure;

    /** Returns at once. */
    void reached(Stage stage);

    /** Returns once it is on disk. */
    void begun(Stage stage) throws ResourceFailure;
  }

  /** Work on the object of a step. */
  StepWork(
      Step step,
      Neighbourhood neighbourhood,
      Progress progress,
      Time time,
      BooleanSupplier ended,
      Notes notes,
      Waiting waiting) {
    this.step = step;
    this.neighbourhood = neighbourhood;
    this.progress = progress;
    this.time = time;
    this.ended = ended;
    this.notes = notes;
    this.waiting = waiting;
    Recorded recorded = neighbourhood.subject(step.address()).recorded();
    this.stage = recorded == null ? Stage.NONE : recorded.stage();
  }

  /** Under which the object was said to exist. */
  Identity identity() {
    return identity;
  }

  Neighbourhood neighbourhood() {
    return neighbourhood;
  }

  @Override
  public Subject subject(Address neighbour) {
    return neighbourhood.subject(neighbour);
  }

  @Override
  public SortedMap<String, Secret> secrets(Address neighbour) {
    return neighbourhood.secrets(neighbour);
  }

  @Override
  public Observation observation(Address neighbour) {
    return neighbourhood.observation(neighbour);
  }

  @Override
  public Set<Address> before() {
    return neighbourhood.before(step);
  }

  @Override
  public Rule.Disruption announced() {
    return neighbourhood.announced(step.address());
  }

  @Override
  public boolean goes(Address neighbour) {
    return neighbourhood.goes(neighbour);
  }

  @Override
  public void exists(Identity now) throws ResourceFailure {
    identity = now;
    notes.exists(now);
  }

  @Override
  public void reached(String part) {
    Stage now = new Stage(part, "");
    stage = now;
    notes.reached(now);
  }

  @Override
  public void begun(String task) throws ResourceFailure {
    Stage now = new Stage(stage.reached(), task);
    stage = now;
    notes.begun(now);
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void progress(String what) {
    progress.progressed(step.address(), what);
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public void pause(Duration moment) throws ResourceFailure {
    waiting.begins();
    try {
      Work.super.pause(moment);
    } finally {
      waiting.ends();
    }
  }

  @Override
  public void enter(Semaphore room) throws ResourceFailure {
    waiting.begins();
    try {
      Work.super.enter(room);
    } finally {
      waiting.ends();
    }
  }

  @Override
  public void checkInterrupted() throws ResourceFailure {
    if (ended.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw Work.interrupted();
    }
  }
}
