package dev.phoenix.lab;

import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.engine.Machine;
import dev.phoenix.lab.host.Guest;
import dev.phoenix.lab.host.SshHost;
import dev.phoenix.lab.http.HttpFront;
import dev.phoenix.lab.http.Way;
import dev.phoenix.lab.http.Weather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A machine of the lab with its servers, which begin to listen when first asked for. */
final class LabMachine implements AutoCloseable {
  private final LabFleet.Host host;
  private final Machine machine;
  private final Guest guest;
  private final Weather weather;
  private @Nullable HttpFront docker;
  private @Nullable SshHost ssh;

  LabMachine(LabFleet.Host host, Machine machine, Guest guest, Weather weather) {
    this.host = host;
    this.machine = machine;
    this.guest = guest;
    this.weather = weather;
    guest.serve(this::docker);
  }

  LabFleet.Host host() {
    return host;
  }

  Machine machine() {
    return machine;
  }

  /** To its servers. */
  Way way() {
    return weather.way();
  }

  Guest guest() {
    return guest;
  }

  Engine engine() {
    return machine.engine();
  }

  /** Where the engine's socket really is; null while it does not answer. */
  synchronized @Nullable InetSocketAddress docker() {
    if (!guest.engineAnswers()) {
      return null;
    }
    HttpFront server = docker;
    if (server == null) {
      try {
        server = HttpFront.plain(new EngineApi(engine()), weather);
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot listen on loopback", broken);
      }
      docker = server;
    }
    return server.address();
  }

  synchronized InetSocketAddress ssh(Opening opening) {
    SshHost server = ssh;
    if (server == null) {
      try {
        server = opening.open(this);
      } catch (IOException broken) {
        throw new UncheckedIOException("cannot listen on loopback", broken);
      }
      ssh = server;
    }
    return server.address();
  }

  /** Opens the SSH server of a machine. */
  interface Opening {
    SshHost open(LabMachine machine) throws IOException;
  }

  @Override
  public synchronized void close() {
    if (docker != null) {
      docker.close();
    }
    if (ssh != null) {
      ssh.close();
    }
  }
}
