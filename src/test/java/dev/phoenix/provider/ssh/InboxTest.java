package dev.phoenix.provider.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();

  @Test
  void givesInOrderWhatCameInAndThenTheEnd() throws Exception {
    inbox.sink().write("one ".getBytes(UTF_8));
    inbox.sink().write("two".getBytes(UTF_8));
    inbox.sink().close();

    assertThat(inbox.source().readAllBytes()).asString(UTF_8).isEqualTo("one two");
    assertThat(inbox.source().read()).isEqualTo(-1);
  }

  @Test
  void wakesAReaderWhateverBecameOfTheOneBefore() throws Exception {
    inbox.sink().write('a');
    Thread first = Thread.ofVirtual().start(() -> read());
    first.join();
    inbox.sink().write('b');

    assertThat(inbox.source().read()).isEqualTo('b');
  }

  private void read() {
    try {
      assertThat(inbox.source().read()).isEqualTo('a');
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void losesPatience() {
    inbox.patience(20);

    assertThatThrownBy(() -> inbox.source().read()).isInstanceOf(SocketTimeoutException.class);
  }
}
