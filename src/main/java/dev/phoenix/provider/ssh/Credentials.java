package dev.phoenix.provider.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SSHAgentConnector;
import dev.phoenix.provider.connection.RouteFailure;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the keys for one log-in and can say afterwards which were tried. */
final class Credentials {
  private final SshTarget target;
  private final SshHome home;
  private final List<String> tried = new ArrayList<>();

  Credentials(SshTarget target, SshHome home) {
    this.target = target;
    this.home = home;
  }

  /** Keys and password as they were offered, for a message. */
  String tried() {
    return tried.isEmpty()
        ? "nothing, since there is no key, agent or password"
        : String.join(", ", tried);
  }

  void offer(JSch jsch) throws RouteFailure {
    String file = target.identityFile();
    if (file != null) {
      offerNamed(jsch, home.resolve(file));
    }
    Boolean wanted = target.agent();
    if (wanted == null ? file == null && home.agent() != null : wanted) {
      offerAgent(jsch);
    }
    if (file == null && !Boolean.TRUE.equals(wanted)) {
      for (Path usual : home.usualKeys()) {
        offerUsual(jsch, usual);
      }
    }
    if (target.password() != null) {
      tried.add("password");
    }
  }

  private void offerNamed(JSch jsch, Path file) throws RouteFailure {
    if (!Files.isReadable(file)) {
      throw refused("its identity_file " + file + " cannot be read");
    }
    if (offerOpened(jsch, file)) {
      return;
    }
    String trouble = add(jsch, file);
    if (trouble != null) {
      throw refused("its identity_file " + file + " " + trouble);
    }
  }

  /**
   * Whether the key is locked and the agent has it open. A file that is named says then, as it does
   * to OpenSSH, which of the agent's keys is meant.
   */
  private boolean offerOpened(JSch jsch, Path file) {
    Path socket = home.agent();
    if (socket == null || target.passphrase() != null || Boolean.FALSE.equals(target.agent())) {
      return false;
    }
    try {
      byte[] locked = locked(jsch, file);
      for (Identity identity : locked == null ? List.<Identity>of() : identities(socket)) {
        if (Arrays.equals(identity.getPublicKeyBlob(), locked)) {
          jsch.addIdentity(identity, null);
          tried.add("key " + file + ", opened by agent " + socket);
          return true;
        }
      }
      return false;
    } catch (AgentProxyException | JSchException _) {
      // What is wrong with the file is said when it is looked at by itself.
      return false;
    }
  }

  /** The public part of a key that wants a passphrase; null if it wants none or hides it. */
  private static byte @Nullable [] locked(JSch jsch, Path file) throws JSchException {
    KeyPair key = KeyPair.load(jsch, file.toString());
    try {
      return key.isEncrypted() ? key.getPublicKeyBlob() : null;
    } finally {
      key.dispose();
    }
  }

  private static List<Identity> identities(Path socket) throws AgentProxyException {
    return new AgentIdentityRepository(new SSHAgentConnector(socket)).getIdentities();
  }

  /** A key that nobody named and that cannot be used is passed over. */
  private void offerUsual(JSch jsch, Path file) {
    if (Files.isReadable(file)) {
      String trouble = add(jsch, file);
      if (trouble != null) {
        tried.add("not key " + file + ", which " + trouble);
      }
    }
  }

  /** Why the key cannot be used; null if it can. */
  private @Nullable String add(JSch jsch, Path file) {
    Secret passphrase = target.passphrase();
    byte[] phrase =
        passphrase == null ? null : passphrase.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      KeyPair key = KeyPair.load(jsch, file.toString());
      try {
        if (key.isEncrypted() && phrase == null) {
          return "is encrypted: give its passphrase in the connection, or load it into an SSH agent";
        }
        if (key.isEncrypted() && !key.decrypt(phrase)) {
          return "is not opened by the passphrase of the connection";
        }
      } finally {
        key.dispose();
      }
      jsch.addIdentity(file.toString(), phrase);
      tried.add("key " + file);
      return null;
    } catch (JSchException failure) {
      return "is no private key that can be read (" + failure.getMessage() + ")";
    }
  }

  /** The agent's keys are copied: added to its own repository, ours would be sent to the agent. */
  private void offerAgent(JSch jsch) throws RouteFailure {
    Path socket = home.agent();
    if (socket == null) {
      throw refused("it asks for an SSH agent, and SSH_AUTH_SOCK is not set");
    }
    try {
      int count = 0;
      for (Identity identity : identities(socket)) {
        jsch.addIdentity(identity, null);
        count++;
      }
      tried.add("agent " + socket + (count == 1 ? " (1 key)" : " (" + count + " keys)"));
    } catch (AgentProxyException | JSchException failure) {
      throw refused("the SSH agent at " + socket + " does not answer: " + failure.getMessage());
    }
  }

  private RouteFailure refused(String why) {
    return new RouteFailure("cannot log in as " + target.name() + ": " + why, null);
  }
}
