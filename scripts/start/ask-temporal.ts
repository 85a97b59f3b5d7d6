import { connect } from "node:http2";

/** What a Temporal server says of itself without TLS. */
export interface TemporalAnswer {
  readonly version: string;
  readonly hasNamespace: boolean;
}

/** Asks for the version and for a namespace. Rejects when it does not answer, or answers something else. */
export async function askTemporal(host: string, port: number, namespace: string): Promise<TemporalAnswer> {
  const session = connect(`http://${host.includes(":") ? `[${host}]` : host}:${port}`);
  // What fails the session fails its calls.
  session.on("error", () => undefined);
  const call = (method: string, message: Buffer): Promise<Called> =>
    new Promise((resolve, reject) => {
      const stream = session.request(
        {
          ":method": "POST",
          ":path": `/temporal.api.workflowservice.v1.WorkflowService/${method}`,
          "content-type": "application/grpc",
          te: "trailers",
        },
        { signal: AbortSignal.timeout(patienceMs) },
      );
      const chunks: Buffer[] = [];
      let status = "";
      // An answer without a message has its status in the headers.
      for (const event of ["response", "trailers"] as const)
        stream.on(event, (headers: Readonly<Record<string, unknown>>) => {
          const told = headers["grpc-status"];
          if (typeof told === "string") status = told;
        });
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("error", reject);
      stream.once("end", () => {
        if (status === "") reject(new Error("the answer is none of gRPC"));
        else resolve({ status, message: Buffer.concat(chunks).subarray(5) });
      });
      stream.end(framed(message));
    });
  try {
    const info = await call("GetSystemInfo", Buffer.alloc(0));
    const described = await call("DescribeNamespace", textField(namespace));
    return { version: readTextField(info.message) ?? "", hasNamespace: described.status !== notFound };
  } finally {
    session.destroy();
  }
}

interface Called {
  /** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
  readonly status: string;
  readonly message: Buffer;
}

/** One message, not compressed, with its length in front. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Field 1 of a message as text: the namespace of the question, the server's version in the answer. */
function textField(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 127);
  return Buffer.concat([Buffer.from([textTag, bytes.length]), bytes]);
}

function readTextField(message: Buffer): string | undefined {
  const [tag, length = 0] = message;
  return tag === textTag ? message.toString("utf8", 2, 2 + length) : undefined;
}

const textTag = 0x0a;
const notFound = "5";
const patienceMs = 3000;
