import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Java, and the folder with Kafka's jars. */
export interface KafkaProgram {
  readonly java: string;
  readonly jars: string;
}

/** Where one node of Kafka listens, as broker and as its own controller. */
export interface KafkaAddress {
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** The command of Apache Kafka with KRaft, one node, over `directory`, which it is given its format in when that has none. */
export function kafkaCommand(
  directory: string,
  { java, jars }: KafkaProgram,
  { host, port, controllerPort }: KafkaAddress,
): { readonly command: string; readonly args: readonly string[] } {
  mkdirSync(directory, { recursive: true });
  const properties = join(directory, "server.properties");
  const log4j = join(directory, "log4j.properties");
  writeFileSync(
    properties,
    [
      "process.roles=broker,controller",
      "node.id=1",
      `controller.quorum.voters=1@${host}:${controllerPort}`,
      "controller.listener.names=CONTROLLER",
      `listeners=PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controllerPort}`,
      `advertised.listeners=PLAINTEXT://${host}:${port}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
      "offsets.topic.replication.factor=1",
      "transaction.state.log.replication.factor=1",
      "transaction.state.log.min.isr=1",
      "auto.create.topics.enable=false",
      `log.dirs=${join(directory, "data")}`,
    ].join("\n"),
  );
  writeFileSync(
    log4j,
    "log4j.rootLogger=WARN, out\nlog4j.appender.out=org.apache.log4j.ConsoleAppender\nlog4j.appender.out.layout=org.apache.log4j.PatternLayout\nlog4j.appender.out.layout.ConversionPattern=%d %p %c %m%n\n",
  );
  const jvm = [`-Dlog4j.configuration=file:${log4j}`, "-Xmx512m", "-cp", `${jars}/*`];
  const format = ["kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", clusterId, "-c", properties];
  execFileSync(java, [...jvm, ...format], { stdio: "ignore" });
  return { command: java, args: [...jvm, "kafka.Kafka", properties] };
}

/** Any sixteen bytes in base64: there is one cluster in a directory. */
const clusterId = "MkU3OEVBNTcwNTJENDM2Qk";
