package dev.phoenix.provider.ssh;

import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import dev.phoenix.provider.connection.RouteFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says why nobody was let in, and what to do about it. */
record Rejection(SshTarget target, Duration patience) {

  RouteFailure explain(JSchException failure, TrustedHostKeys trusted, Credentials credentials) {
    RouteFailure own = cause(failure, RouteFailure.class);
    if (own != null && !(own.getCause() instanceof IOException)) {
      return own;
    }
    if (failure instanceof JSchUnknownHostKeyException) {
      return new RouteFailure(unknown(trusted), failure);
    }
    if (failure instanceof JSchChangedHostKeyException) {
      return new RouteFailure(changed(trusted), failure);
    }
    String text = String.valueOf(failure.getMessage());
    if (text.startsWith("Auth ")
        || text.startsWith("USERAUTH")
        || text.contains("Too many authentication failures")) {
      return new RouteFailure(notLetIn(text, credentials), failure);
    }
    String why = "cannot connect to " + target.name() + ": " + why(failure);
    return cause(failure, UnknownHostException.class) == null
        ? RouteFailure.passing(why, failure)
        : new RouteFailure(why, failure);
  }

  private String unknown(TrustedHostKeys trusted) {
    return "the host key of %s is not known: it shows %s, and %s does not have it. If that is its own (on the machine: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), pin it in its connection: \"host_key\": \"%s\"; or run: ssh-keyscan -p %d %s >> %s"
        .formatted(
            target.name(),
            trusted.shown(),
            trusted.source(),
            trusted.shown(),
            target.port(),
            target.address(),
            trusted.source());
  }

  private String changed(TrustedHostKeys trusted) {
    return "THE HOST KEY OF %s IS NOT THE ONE THAT IS TRUSTED: it shows %s, which is not what %s says. Somebody may be in between, or the machine was set up anew; phoenix does not connect. If it was set up anew, %s"
        .formatted(
            target.name(),
            trusted.shown(),
            trusted.source(),
            trusted.isVouched()
                ? "it may have made new keys: compare it on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and if it is its own run: ssh-keyscan -p %d %s >> ~/.ssh/known_hosts"
                    .formatted(target.port(), target.address())
                : trusted.isPinned()
                    ? "put the new fingerprint in its host_key"
                    : "run: ssh-keygen -R '%s' -f %s"
                        .formatted(
                            target.port() == 22
                                ? target.address()
                                : "[" + target.address() + "]:" + target.port(),
                            trusted.source()));
  }

  private String notLetIn(String text, Credentials credentials) {
    String methods = text.replaceFirst("^Auth (fail|cancel) for methods '(.*)'$", "it takes $2");
    return "%s does not let us in (%s); tried: %s. %s the public key into ~%s/.ssh/authorized_keys there, or name another key by identity_file"
        .formatted(
            target.name(),
            methods.replaceAll(",(?! )", ", "),
            credentials.tried(),
            target.password() == null ? "Put" : "Correct the password of its connection, or put",
            target.user());
  }

  private String why(JSchException failure) {
    UnknownHostException nameless = cause(failure, UnknownHostException.class);
    if (nameless != null) {
      return "its name has no address; check the spelling or the DNS";
    }
    if (cause(failure, SocketTimeoutException.class) != null) {
      return "no answer within "
          + patience.toSeconds()
          + " s; is the machine up and its firewall open?";
    }
    IOException broken = cause(failure, IOException.class);
    String text = String.valueOf(broken == null ? failure.getMessage() : broken.getMessage());
    return text.contains("refused")
        ? "connection refused; is the machine up and its SSH server running on that port?"
        : text;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (kind.isInstance(link)) {
        return kind.cast(link);
      }
    }
    return null;
  }
}
