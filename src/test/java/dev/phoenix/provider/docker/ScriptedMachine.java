package dev.phoenix.provider.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.phoenix.provider.connection.Network;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.provider.ssh.SshConnections;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.provider.ssh.SshHost;
import dev.phoenix.provider.ssh.SshTarget;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** A machine over real SSH protocol whose scripts end as a test says, told apart by their text. */
final class ScriptedMachine implements AutoCloseable {
  private static final Pattern SCRIPT = Pattern.compile("' phoenix ([A-Za-z0-9+/=]+)");
  private static final ScriptResult FINE = new ScriptResult(0, "", "");

  private final SshServer server = SshServer.setUpDefaultServer();
  private final SshConnections connections;
  private final SshTarget target;
  private final Map<String, Deque<ScriptResult>> results = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  ScriptedMachine(Path home, String user) throws Exception {
    KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator((name, password, session) -> password.equals("let me in"));
    server.setCommandFactory((channel, command) -> new Answer(command));
    server.start();
    connections = new SshConnections(Network.real(), new SshHome(home, null));
    target =
        new SshTarget(
            "127.0.0.1",
            server.getPort(),
            user,
            null,
            false,
            null,
            KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic()),
            new Secret("let me in"),
            null,
            null);
  }

  SshHost ssh() {
    return connections.host(target);
  }

  EngineMachine machine() {
    return new EngineMachine("docker/web1", ssh());
  }

  /** The next time a command with this text comes it ends so; the last result stays. */
  ScriptedMachine then(String text, ScriptResult result) {
    results.computeIfAbsent(text, t -> new ArrayDeque<>()).add(result);
    return this;
  }

  /** How many commands with this text came. */
  long count(String text) {
    return commands.stream().filter(command -> command.contains(text)).count();
  }

  private ScriptResult result(String command) {
    return results.entrySet().stream()
        .filter(entry -> command.contains(entry.getKey()))
        .findFirst()
        .map(entry -> next(entry.getValue()))
        .orElse(FINE);
  }

  /** With the text of the script as it is. */
  private static String readable(String command) {
    Matcher script = SCRIPT.matcher(command);
    return script.find()
        ? script.replaceFirst(
            Matcher.quoteReplacement(
                "' phoenix " + new String(Base64.getDecoder().decode(script.group(1)), UTF_8)))
        : command;
  }

  private static ScriptResult next(Deque<ScriptResult> left) {
    synchronized (left) {
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
    server.stop(true);
  }

  /** One command. */
  private final class Answer extends AbstractCommandSupport {
    private Answer(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      String readable = readable(getCommand());
      commands.add(readable);
      ScriptResult result = result(readable);
      try {
        getOutputStream().write(result.output().getBytes(UTF_8));
        getOutputStream().flush();
        getErrorStream().write(result.errors().getBytes(UTF_8));
        getErrorStream().flush();
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
      onExit(result.exit());
    }
  }
}
