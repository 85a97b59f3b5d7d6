import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkDirectory } from "./check-directory.mjs";
import { findExecutable } from "./find-executable.mjs";
import { userCache } from "./go-program.mjs";
import { runStep } from "./run-step.mjs";
import { UserProblem } from "../user-problem.mjs";

/** @typedef {{ readonly java: string, readonly jars: string } | { readonly missing: string }} Kafka */

/**
 * Finds Java, and Apache Kafka in the user's cache, or else gets it there once from Maven Central. Never throws: the answer may be what is missing, in one line.
 * @param {string} root where the log of the download goes
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly signal?: AbortSignal | undefined }} [options] the signal ends a download
 * @returns {Promise<Kafka>}
 */
export async function prepareKafka(root, { env = process.env, signal } = {}) {
  const java = findExecutable(["java"], env["PATH"]);
  if (java === undefined || javaVersion(java) < oldestJava)
    return { missing: `Apache Kafka ${version} needs Java ${oldestJava} or newer on PATH.` };
  const jars = join(userCache(env), "kafka", version);
  if (existsSync(jars)) return { java, jars };
  const maven = findExecutable(["mvn"], env["PATH"]);
  if (maven === undefined) return { missing: `Apache Kafka ${version} is got with Maven: put mvn on PATH.` };
  try {
    await download(maven, jars, root, env, signal);
    return { java, jars };
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    return { missing: error.message };
  }
}

/**
 * Into a directory of its own that is moved into place, so that an interrupted download leaves nothing half made.
 * @param {string} maven
 * @param {string} target
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal | undefined} signal
 */
async function download(maven, target, root, env, signal) {
  mkdirSync(dirname(target), { recursive: true });
  checkDirectory(dirname(target), downloadBytes);
  const directory = mkdtempSync(join(dirname(target), "download-"));
  try {
    writeFileSync(join(directory, "pom.xml"), project);
    const jars = join(directory, "jars");
    const log = join(root, ".embedded/logs/kafka-download.log");
    const { code, reason } = await runStep({
      label: `Getting Apache Kafka ${version} from Maven Central (once for all clones)`,
      command: maven,
      args: ["-B", "-q", "dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${jars}`],
      directory,
      env,
      log,
      signal,
    });
    if (code !== 0 || !existsSync(join(jars, `kafka_${scala}-${version}.jar`)))
      throw new UserProblem(`Apache Kafka could not be got (${reason}): see ${log}; it is tried again at the next start.`);
    renameSync(jars, target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {string} java */
function javaVersion(java) {
  const { stderr } = spawnSync(java, ["-version"], { encoding: "utf8", timeout: 10_000 });
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

const version = "3.9.1";
const scala = "2.13";
const oldestJava = 11;
const downloadBytes = 0.3e9;
/** Kafka logs through log4j's successor, which it does not name as a dependency. */
const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_${scala}</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-reload4j</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
