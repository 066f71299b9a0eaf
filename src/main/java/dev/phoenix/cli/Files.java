package dev.phoenix.cli;

import dev.phoenix.catalog.Catalog;
import dev.phoenix.configuration.Configuration;
import dev.phoenix.configuration.ConfigurationReader;
import dev.phoenix.configuration.ReadingCache;
import dev.phoenix.configuration.SecretSource;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.discovery.Draft;
import dev.phoenix.graph.ResourceGraph;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
    return read(session, read, usual(session), diagnostics);
  }

  /** A graph shows no value, so it is drawn wherever the files are. */
  private static UnaryOperator<SecretSource> usual(Session session) {
    boolean madeUp = session.isLab() || session.arguments().command() == Command.GRAPH;
    return madeUp ? SecretSource::madeUp : UnaryOperator.identity();
  }

  private static @Nullable Files read(
      Session session,
      Consumer<Secret> read,
      UnaryOperator<SecretSource> instead,
      Diagnostics diagnostics) {
    KnownSecrets known = secrets(session, new TreeMap<>(), read);
    ReadingCache cache = session.cache();
    ConfigurationReader reader = new ConfigurationReader(instead.apply(known), cache);
    return of(
        session, reader.read(session.folder(), diagnostics), cache, known.variables(), diagnostics);
  }

  /** As they are, with the Proxmox VE that they name even if they have no guest on it. */
  static @Nullable Files looking(Session session, Diagnostics diagnostics) {
    return tried(
        session,
        new TreeMap<>(),
        reader -> reader.looking().read(session.folder(), diagnostics),
        diagnostics);
  }

  /**
   * As they would be.
   *
   * @param draft what would be written, with the values that its variables would have
   */
  static @Nullable Files drafted(Session session, Draft draft, Diagnostics diagnostics) {
    SortedMap<String, String> values = new TreeMap<>();
    draft.variables().forEach((name, variable) -> values.put(name, variable.value().reveal()));
    return tried(
        session,
        values,
        reader -> reader.read(session.folder(), draft.files(), diagnostics),
        diagnostics);
  }

  private static @Nullable Files tried(
      Session session,
      SortedMap<String, String> found,
      Function<ConfigurationReader, @Nullable Configuration> read,
      Diagnostics diagnostics) {
    KnownSecrets known = secrets(session, found, _ -> {});
    ConfigurationReader reader = new ConfigurationReader(usual(session).apply(known));
    return of(session, read.apply(reader), ReadingCache.none(), known.variables(), diagnostics);
  }

  /** What is set counts before what is only found. */
  private static KnownSecrets secrets(
      Session session, SortedMap<String, String> found, Consumer<Secret> read) {
    Map<String, String> environment = new HashMap<>(found);
    environment.putAll(session.surroundings().environment());
    Redaction redaction = session.terminal().redaction();
    return new KnownSecrets(
        SecretSource.of(environment),
        secret -> {
          redaction.add(secret);
          read.accept(secret);
        });
  }

  private static @Nullable Files of(
      Session session,
      @Nullable Configuration configuration,
      ReadingCache cache,
      Set<String> variables,
      Diagnostics diagnostics) {
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
        : new Files(configuration, resources, graph, cache, variables);
  }

  /** Makes it easier for the next command; for the end, when the person has what was asked for. */
  void remember() {
    cache.save();
  }
}
