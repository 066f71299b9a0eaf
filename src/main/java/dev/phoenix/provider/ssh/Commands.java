package dev.phoenix.provider.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** Runs scripts over the channels of a session. */
final class Commands {
  /** OpenSSH lets ten commands of a session run at once unless told otherwise (MaxSessions). */
  private static final int AT_ONCE = 8;

  private static final int CONNECT_MILLIS = 30_000;

  private final Semaphore room = new Semaphore(AT_ONCE);

  ScriptResult run(Session session, SshTarget target, Script script) throws ResourceFailure {
    try {
      room.acquire();
      try {
        return exchange(session, target, script);
      } finally {
        room.release();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ResourceFailure(
          Kind.AMBIGUOUS,
          target.name() + ": interrupted while it was to " + script.what(),
          interrupted);
    }
  }

  private static ScriptResult exchange(Session session, SshTarget target, Script script)
      throws ResourceFailure, InterruptedException {
    Heard output = new Heard();
    Heard errors = new Heard();
    ChannelExec channel = null;
    try {
      channel = (ChannelExec) session.openChannel("exec");
      channel.setCommand(script.command(target.user()).getBytes(StandardCharsets.UTF_8));
      channel.setInputStream(
          new ByteArrayInputStream(script.input().getBytes(StandardCharsets.UTF_8)));
      channel.setOutputStream(output);
      channel.setErrStream(errors);
      channel.connect(CONNECT_MILLIS);
      await(channel, session, target, script);
      if (output.overlong || errors.overlong) {
        throw new ResourceFailure(
            Kind.PERMANENT,
            "%s: cannot %s: it says more than %d MiB; look at the machine"
                .formatted(target.name(), script.what(), Heard.MOST >> 20));
      }
      return new ScriptResult(
          channel.getExitStatus(),
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } catch (JSchException failure) {
      throw new ResourceFailure(
          Kind.AMBIGUOUS,
          "%s: cannot %s: the SSH connection broke: %s"
              .formatted(target.name(), script.what(), failure.getMessage()),
          failure);
    } finally {
      if (channel != null) {
        channel.disconnect();
      }
    }
  }

  /** The client offers no way to wait for the end but to look. */
  private static void await(ChannelExec channel, Session session, SshTarget target, Script script)
      throws ResourceFailure, InterruptedException {
    long start = System.nanoTime();
    long pause = 2;
    while (!channel.isClosed()) {
      if (!session.isConnected()) {
        throw new ResourceFailure(
            Kind.AMBIGUOUS,
            "%s: cannot %s: the SSH connection broke before the end"
                .formatted(target.name(), script.what()));
      }
      if (System.nanoTime() - start > script.patience().toNanos()) {
        throw new ResourceFailure(
            Kind.AMBIGUOUS,
            "%s: cannot %s: no end within %d s; look at the machine, it may still be at it"
                .formatted(target.name(), script.what(), script.patience().toSeconds()));
      }
      Thread.sleep(pause);
      pause = Math.min(50, pause * 2);
    }
    if (channel.getExitStatus() < 0) {
      throw new ResourceFailure(
          Kind.AMBIGUOUS,
          "%s: cannot %s: it ended without an exit status".formatted(target.name(), script.what()));
    }
  }

  /** What a command says, up to more than any has to say. */
  private static final class Heard extends ByteArrayOutputStream {
    static final int MOST = 16 << 20;

    private volatile boolean overlong;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      overlong |= size() + length > MOST;
      if (!overlong) {
        super.write(bytes, offset, length);
      }
    }
  }
}
