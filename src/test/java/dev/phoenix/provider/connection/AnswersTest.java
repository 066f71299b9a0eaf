package dev.phoenix.provider.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;

/** A server that does not stop answering is left before it has filled the memory. */
class AnswersTest {
  private long given;

  /** Zeros without an end. */
  private BufferedSource endless() {
    return Okio.buffer(
        new Source() {
          @Override
          public long read(Buffer sink, long most) {
            int many = (int) Math.min(most, 8192);
            sink.write(new byte[many]);
            given += many;
            return many;
          }

          @Override
          public Timeout timeout() {
            return Timeout.NONE;
          }

          @Override
          public void close() {}
        });
  }

  @Test
  void anAnswerHasAnEnd() {
    ResponseBody body = ResponseBody.create(endless(), null, -1);

    assertThatThrownBy(() -> Answers.text(body))
        .isInstanceOf(OverlongException.class)
        .hasMessageContaining("longer than 64 MiB");
    assertThat(given).isBetween(Answers.MOST, Answers.MOST + 10_000);
  }

  @Test
  void aLineHasAnEnd() {
    assertThatThrownBy(() -> Answers.line(endless())).isInstanceOf(OverlongException.class);
    assertThat(given).isLessThan(3 << 20);
  }

  @Test
  void whatIsShortIsReadAsItIs() throws IOException {
    assertThat(Answers.text(ResponseBody.create("[]", null))).isEqualTo("[]");

    Buffer lines = new Buffer().writeUtf8("{}\n{\"a\":1}");
    assertThat(Answers.line(lines)).isEqualTo("{}");
    assertThat(Answers.line(lines)).isEqualTo("{\"a\":1}");
    assertThat(Answers.line(lines)).isNull();
  }
}
