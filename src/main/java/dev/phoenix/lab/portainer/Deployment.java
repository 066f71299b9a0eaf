package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.ComposeProject;
import dev.phoenix.lab.engine.Container;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/** Runs Compose for the stacks of a server, one at a time, as the server does. */
final class Deployment {
  private static final String SERVICE = "com.docker.compose.service";

  private final RegistryObjects registries;
  private final Version version;
  private final Duration takes;
  private final ReentrantLock lock = new ReentrantLock(true);

  Deployment(RegistryObjects registries, Version version, Duration takes) {
    this.registries = registries;
    this.version = version;
    this.takes = takes;
  }

  /** A deployment that failed, with all that Compose printed. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** How a stack is deployed. */
  record Wish(boolean pull, boolean prune) {
    static final Wish PLAIN = new Wish(false, false);
  }

  void up(ObjectNode stack, Environment environment, Wish wish) {
    String name = stack.path("Name").asString("");
    run(
        "failed to deploy a stack: ",
        name,
        () -> {
          ComposeProject project = project(stack, wish.pull());
          Engine engine = environment.engine();
          engine.compose().up(project);
          if (wish.prune()) {
            prune(engine, project);
          }
        });
  }

  private static void prune(Engine engine, ComposeProject project) {
    List<String> described = project.services().stream().map(ComposeProject.Service::name).toList();
    for (Container container : engine.compose().containers(project.name())) {
      if (!described.contains(container.label(SERVICE))) {
        engine.containers().remove(container.id(), true);
      }
    }
  }

  void down(String name, Environment environment) {
    run("failed to remove a stack: ", name, () -> environment.engine().compose().down(name));
  }

  private void run(String beginning, String name, Runnable work) {
    lock.lock();
    try {
      Thread.sleep(takes);
      work.run();
    } catch (Refusal refusal) {
      throw new Failed(beginning + refusal.text());
    } catch (Environment.Unreached unreached) {
      throw new Failed(beginning + gateway(name));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failed(beginning + "signal: killed\n");
    } finally {
      lock.unlock();
    }
  }

  /** What Compose prints when the server's own proxy has no agent behind it. */
  private static String gateway(String name) {
    return "request returned Bad Gateway for API route and version http://127.0.0.1:46735/v1.46/containers/json?all=1&filters=%7B%22label%22%3A%7B%22com.docker.compose.config-hash%22%3Atrue%2C%22com.docker.compose.project%3D"
        + name
        + "%22%3Atrue%7D%7D, check if the server supports the requested API version\n";
  }

  private ComposeProject project(ObjectNode stack, boolean pull) {
    Map<String, String> environment = StackEnv.read(stack.path("Env"));
    ComposeText.Parsed parsed =
        ComposeText.read(stack.path(Stacks.CONTENT).asString(""), environment);
    return new ComposeModel(
            stack.path("Name").asString(""),
            stack.path("ProjectPath").asString("") + "/docker-compose.yml",
            parsed,
            version,
            new ComposeService.Provisions(
                environment, host -> registries.login(host).orElse(null), pull))
        .project();
  }
}
