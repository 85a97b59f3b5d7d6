import { createServer, request as forward, type Server } from "node:http";
import { freePort } from "../clickhouse/server-process";

/** Stands between an API worker and ClickHouse, and keeps the text of every statement: what was sent as SQL, apart from bound values. */
export class StatementRecorder {
  readonly statements = new Set<string>();
  readonly queryIds = new Set<string>();
  /** Statements that were sent without all of `expectedSettings`. */
  readonly unbounded = new Set<string>();
  readonly #server: Server;

  private constructor(
    readonly port: number,
    target: number,
  ) {
    this.#server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        const parameters = new URL(incoming.url ?? "/", "http://server").searchParams;
        const query = parameters.get("query") ?? "";
        this.queryIds.add(parameters.get("query_id") ?? "");
        // The data of an INSERT is not a statement.
        const statement = query === "" ? body.toString("utf8") : query;
        this.statements.add(statement);
        if (!expectedSettings.every((setting) => parameters.has(setting)) || parameters.get("readonly") !== "1")
          this.unbounded.add(statement);
        const { url: path, method, headers } = incoming;
        const onward = forward({ host: "127.0.0.1", port: target, path, method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        onward.on("error", () => outgoing.destroy());
        onward.end(body);
      });
    });
  }

  static async start(target: number): Promise<StatementRecorder> {
    const recorder = new StatementRecorder(await freePort(), target);
    await new Promise<void>((resolve) => recorder.#server.listen(recorder.port, "127.0.0.1", resolve));
    return recorder;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** What every question of a caller of some accounts goes with. */
const expectedSettings = [
  "readonly",
  "additional_table_filters",
  "max_execution_time",
  "max_rows_to_read",
  "max_memory_usage",
  "max_result_rows",
];
