package dev.phoenix.provider.portainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.configuration.compose.ComposeReader;
import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabFleet;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.lab.engine.Engine;
import dev.phoenix.lab.engine.EngineApi;
import dev.phoenix.lab.portainer.PortainerAppliance;
import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.docker.DockerHosts;
import dev.phoenix.provider.ssh.SshHome;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Redaction;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceType;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** One host of the lab, and the types of Portainer that work on it. */
final class PortainerLab implements AutoCloseable {
  static final Secret PASSWORD = new Secret("planted-admin-password");
  static final Address DOCKER = Address.parse("docker/web1");
  static final Address AGENT = Address.parse("agent/web1");

  final FakeWork work = new FakeWork("https://10.0.0.11:9443", Map.of(), new Haste());
  private final Lab lab;
  private final DockerHosts hosts;
  private final PortainerProvider provider;
  private final Servers servers;
  private Duration ahead = Duration.ZERO;

  PortainerLab(Path folder) {
    LabOptions options = LabOptions.USUAL;
    PortainerAppliance portainer =
        new PortainerAppliance(
            EngineApi::new, () -> Instant.now().plus(ahead), Duration.ZERO, options::weather);
    LabFleet.Host host = new LabFleet.Host("web1", "10.0.0.11", 22, "/var/run/docker.sock");
    try {
      lab =
          Lab.open(
              folder,
              new Lab.Parts(
                  options,
                  LabFleet.of(List.of(host)),
                  List.of(portainer),
                  portainer.fingerprints()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Repetition repetition = new Repetition(work.time, new Random(1));
    hosts = new DockerHosts(lab, SshHome.system(), repetition);
    servers = new Servers(lab, new Redaction(), repetition);
    provider =
        new PortainerProvider(lab, hosts, new Redaction(), ComposeReader::refusals, repetition);
    work.add(
        FakeWork.resource(
            "docker/web1",
            "{'connection':{'kind':'local','socket':'/var/run/docker.sock'}}",
            Map.of()));
    work.observe(DOCKER, new Observation.Present(Identity.UNKNOWN, Attributes.NONE));
    work.observe(FakeWork.SERVER, new Observation.Absent());
    wants(server("2.33.5", PASSWORD));
    wants(agent(Map.of()));
  }

  /** The server as the types reach it. */
  Server portainer() {
    return servers.at(work.subject(FakeWork.SERVER), work.secrets(FakeWork.SERVER));
  }

  ResourceType type(String name) {
    return provider.types().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  Engine engine() {
    return lab.machine("web1").orElseThrow().engine();
  }

  /** The clock of the servers goes this much further at once. */
  void later(Duration duration) {
    ahead = ahead.plus(duration);
  }

  /** What the files want from now on. */
  Resource wants(Resource resource) {
    work.add(resource);
    return resource;
  }

  static Resource server(String version, Secret password) {
    return dependent(
        FakeWork.resource(
            FakeWork.SERVER.toString(),
            """
            {'managed':true,'docker':'docker/web1','container':'portainer','pull':'missing',
             'image':'portainer/portainer-ce:%s','publish':{'9443':'9443','8000':'8000'},
             'data_volume':'portainer_data','url':'https://10.0.0.11:9443','tls':{'mode':'pin'},
             'admin_user':'admin','restart':'always','running':true,'arguments':[]}
            """
                .formatted(version),
            Map.of("admin_password", password)),
        DOCKER);
  }

  static Resource agent(Map<String, String> environment) {
    Resource plain =
        FakeWork.resource(
            AGENT.toString(),
            """
            {'docker':'docker/web1','container':'portainer_agent','image':'portainer/agent:2.33.5',
             'pull':'missing','publish':{'9001':'9001'},'address':'10.0.0.11','port':9001,
             'mounts':['/var/run/docker.sock:/var/run/docker.sock',
                       '/var/lib/docker/volumes:/var/lib/docker/volumes'],
             'restart':'always','running':true,'env':{}}
            """,
            Map.of());
    ObjectNode attributes = plain.attributes().toJson();
    environment.forEach(attributes.putObject("env")::put);
    return dependent(
        new Resource(
            plain.address(),
            Attributes.of(attributes),
            plain.secrets(),
            plain.dependencies(),
            null,
            null),
        DOCKER,
        FakeWork.SERVER);
  }

  static Resource endpoint() {
    return FakeWork.resource(
        "endpoint/web1",
        """
        {'server':'server/main','name':'web1','url':'tcp://10.0.0.11:9001','public_url':'',
         'group':'Unassigned','tags':[],'agent':'agent/web1'}
        """,
        Map.of());
  }

  private static Resource dependent(Resource resource, Address... dependencies) {
    return new Resource(
        resource.address(),
        resource.attributes(),
        resource.secrets(),
        new TreeSet<>(Set.of(dependencies)),
        null,
        null);
  }

  /** Makes it, and has the others see it from then on. */
  Identity makes(Resource resource) throws ResourceFailure {
    ResourceType type = type(resource.address().type());
    Identity identity = type.create(resource, work);
    work.observe(resource.address(), sees(resource));
    return identity;
  }

  Observation sees(Resource resource) throws ResourceFailure {
    ResourceType type = type(resource.address().type());
    Subject subject = FakeWork.wanted(resource);
    type.invalidate(subject);
    return type.read(subject, work);
  }

  /** What is there, and how it is, in the attributes that can be seen. */
  Observation.Present present(Resource resource) throws ResourceFailure {
    Observation seen = sees(resource);
    assertThat(seen).isInstanceOf(Observation.Present.class);
    return (Observation.Present) seen;
  }

  static Recorded recorded(Resource resource, Identity identity) {
    return new Recorded(
        resource.address(),
        identity,
        resource.attributes(),
        new TreeMap<>(),
        new TreeSet<>(resource.dependencies()),
        null,
        Recorded.Status.OK);
  }

  /** The attributes of the files that the world shows. */
  static Attributes visible(Resource resource, Observation.Present seen) {
    ObjectNode wanted = resource.attributes().toJson();
    wanted.retain(seen.attributes().values().keySet());
    return Attributes.of(wanted);
  }

  @Override
  public void close() {
    provider.close();
    hosts.close();
    try {
      lab.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Twenty times as fast as the machine's own clock. */
  private static final class Haste implements Time {
    private static final int TIMES = 20;
    private final long begun = System.nanoTime();

    @Override
    public long nanos() {
      return (System.nanoTime() - begun) * TIMES;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration.dividedBy(TIMES));
    }
  }
}
