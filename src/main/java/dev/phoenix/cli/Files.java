package dev.phoenix.cli;

import dev.phoenix.catalog.Catalog;
import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.ReadingCache;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.graph.ResourceGraph;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a workspace want, in all the forms that commands need.
 *
 * @param resources sorted by address
 * @param cache what was found in order in single files
 * @param variables names of the environment variables that secrets came from
 */
record Files(
    Configuration configuration,
    List<Resource> resources,
    ResourceGraph graph,
    ReadingCache cache,
    Set<String> variables) {

  /** Null after an error, which the diagnostics then have. */
  static @Nullable Files read(Session session, Diagnostics diagnostics) {
    return read(session, _ -> {}, diagnostics);
  }

  /**
   * The same for one who only wants to know whether the files are in order, and may have no
   * secrets.
   *
   * @param missing is told which secrets are not there; by any thread
   */
  static @Nullable Files check(Session session, Consumer<String> missing, Diagnostics diagnostics) {
    return read(
        session,
        _ -> {},
        source ->
            session.isLab()
                ? SecretSource.madeUp(source)
                : SecretSource.standingIn(source, missing),
        diagnostics);
  }

  /**
   * The same.
   *
   * @param read is told of each secret as soon as it is known; by any thread
   */
  static @Nullable Files read(Session session, Consumer<Secret> read, Diagnostics diagnostics) {
    // A graph shows no value, so it is drawn wherever the files are.
    boolean madeUp = session.isLab() || session.arguments().command() == Command.GRAPH;
    return read(
        session, read, madeUp ? SecretSource::madeUp : UnaryOperator.identity(), diagnostics);
  }

  private static @Nullable Files read(
      Session session,
      Consumer<Secret> read,
      UnaryOperator<SecretSource> instead,
      Diagnostics diagnostics) {
    Redaction redaction = session.terminal().redaction();
    KnownSecrets known =
        new KnownSecrets(
            SecretSource.of(session.surroundings().environment()),
            secret -> {
              redaction.add(secret);
              read.accept(secret);
            });
    ReadingCache cache = session.cache();
    Configuration configuration =
        new ConfigurationReader(instead.apply(known), cache).read(session.folder(), diagnostics);
    if (configuration == null) {
      return null;
    }
    List<Resource> resources = new Catalog().compile(configuration, diagnostics);
    // Literal passwords come through no secret source.
    for (Resource resource : resources) {
      resource.secrets().values().forEach((Secret s) -> session.terminal().redaction().add(s));
    }
    ResourceGraph graph = ResourceGraph.of(resources, diagnostics);
    return diagnostics.hasErrors()
        ? null
        : new Files(configuration, resources, graph, cache, known.variables());
  }

  /** Makes it easier for the next command; for the end, when the person has what was asked for. */
  void remember() {
    cache.save();
  }
}
