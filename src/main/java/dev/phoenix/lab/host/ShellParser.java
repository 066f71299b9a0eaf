package dev.phoenix.lab.host;

import dev.phoenix.lab.host.ShellNode.Arm;
import dev.phoenix.lab.host.ShellNode.Both;
import dev.phoenix.lab.host.ShellNode.Case;
import dev.phoenix.lab.host.ShellNode.Group;
import dev.phoenix.lab.host.ShellNode.If;
import dev.phoenix.lab.host.ShellNode.Not;
import dev.phoenix.lab.host.ShellNode.Pipe;
import dev.phoenix.lab.host.ShellNode.Redirect;
import dev.phoenix.lab.host.ShellNode.Sequence;
import dev.phoenix.lab.host.ShellNode.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses lists, pipes, groups, conditions and choices of simple commands. */
final class ShellParser {
  private static final Set<String> ENDS =
      Set.of("then", "else", "elif", "fi", "}", ")", ";;", "esac");

  private final List<String> tokens;
  private int at;

  private ShellParser(List<String> tokens) {
    this.tokens = tokens;
  }

  static ShellNode parse(String text) {
    ShellParser parser = new ShellParser(new ShellLexer(text).tokens());
    ShellNode node = parser.sequence();
    if (parser.at < parser.tokens.size()) {
      throw new ShellSyntax("Syntax error: \"" + parser.peek() + "\" unexpected");
    }
    return node;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private boolean take(String token) {
    boolean there = peek().equals(token) && at < tokens.size();
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new ShellSyntax(
          "Syntax error: \"%s\" unexpected (expecting \"%s\")".formatted(peek(), token));
    }
  }

  private void skipEnds() {
    while (take(";") || take("\n")) {
      // Empty commands do nothing.
    }
  }

  private ShellNode sequence() {
    List<ShellNode> nodes = new ArrayList<>();
    skipEnds();
    while (at < tokens.size() && !ENDS.contains(peek())) {
      nodes.add(both());
      if (at < tokens.size() && !ENDS.contains(peek()) && !peek().equals(";")) {
        expect("\n");
      }
      skipEnds();
    }
    return new Sequence(nodes);
  }

  private ShellNode both() {
    ShellNode node = pipe();
    while (peek().equals("&&") || peek().equals("||")) {
      boolean onSuccess = tokens.get(at++).equals("&&");
      skipEnds();
      node = new Both(node, onSuccess, pipe());
    }
    return node;
  }

  private ShellNode pipe() {
    if (take("!")) {
      return new Not(pipe());
    }
    List<ShellNode> parts = new ArrayList<>();
    parts.add(command());
    while (take("|")) {
      skipEnds();
      parts.add(command());
    }
    return parts.size() == 1 ? parts.getFirst() : new Pipe(parts);
  }

  private ShellNode command() {
    if (take("if")) {
      return new Group(condition(), redirects());
    }
    if (take("case")) {
      return new Group(choice(), redirects());
    }
    if (take("{")) {
      ShellNode body = sequence();
      expect("}");
      return new Group(body, redirects());
    }
    if (take("(")) {
      ShellNode body = sequence();
      expect(")");
      return new Group(body, redirects());
    }
    List<String> words = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    while (at < tokens.size() && !isOperator(peek())) {
      if (isRedirect(peek())) {
        redirects.add(redirect());
      } else {
        words.add(tokens.get(at++));
      }
    }
    if (words.isEmpty() && redirects.isEmpty()) {
      throw new ShellSyntax("Syntax error: \"" + peek() + "\" unexpected");
    }
    return new Simple(words, redirects);
  }

  private ShellNode condition() {
    ShellNode condition = sequence();
    expect("then");
    ShellNode then = sequence();
    if (take("elif")) {
      return new If(condition, then, condition());
    }
    ShellNode otherwise = take("else") ? sequence() : null;
    expect("fi");
    return new If(condition, then, otherwise);
  }

  private ShellNode choice() {
    String word = tokens.get(at++);
    skipEnds();
    expect("in");
    skipEnds();
    List<Arm> arms = new ArrayList<>();
    while (!take("esac")) {
      take("(");
      List<String> patterns = new ArrayList<>();
      do {
        patterns.add(peek());
        at++;
      } while (take("|"));
      expect(")");
      arms.add(new Arm(patterns, sequence()));
      take(";;");
      skipEnds();
    }
    return new Case(word, arms);
  }

  private List<Redirect> redirects() {
    List<Redirect> redirects = new ArrayList<>();
    while (isRedirect(peek())) {
      redirects.add(redirect());
    }
    return redirects;
  }

  private static boolean isOperator(String token) {
    return Set.of("&&", "||", ";;", ";", "|", "(", ")", "&", "\n").contains(token);
  }

  private static boolean isRedirect(String token) {
    return (token.startsWith("fd") && token.endsWith("\0"))
        || Set.of("<", ">", ">>", ">&", "<&").contains(token);
  }

  private Redirect redirect() {
    int descriptor = -1;
    if (peek().endsWith("\0")) {
      descriptor = tokens.get(at++).charAt(2) - '0';
    }
    String operator = tokens.get(at++);
    String target = tokens.get(at++);
    int from = descriptor >= 0 ? descriptor : operator.startsWith("<") ? 0 : 1;
    return operator.endsWith("&")
        ? new Redirect(from, operator.substring(0, 1), "&" + target)
        : new Redirect(from, operator, target);
  }
}
