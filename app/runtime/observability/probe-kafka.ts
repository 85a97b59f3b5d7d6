import { createConnection } from "node:net";

/**
 * Whether a Kafka broker of `broker` (`host:port`, or several with commas) answers a request within `patienceMs`: ApiVersions, the first that any client sends.
 * Moose's `/ready` asks with a new consumer and allows two seconds, which a healthy broker misses half of the time.
 * False too for a broker that takes TLS only: then this probe proves nothing.
 */
export async function probeKafka(broker: string, patienceMs = 2000): Promise<boolean> {
  const answers = await Promise.all(broker.split(",").map((address) => asksApiVersions(address.trim(), patienceMs)));
  return answers.includes(true);
}

function asksApiVersions(address: string, patienceMs: number): Promise<boolean> {
  const [, host, port] = /^(?:\w+:\/\/)?\[?([^[\]]+?)\]?:(\d+)$/.exec(address) ?? [];
  if (host === undefined || port === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = createConnection({ host, port: Number(port), timeout: patienceMs });
    const deadline = setTimeout(() => {
      end(false);
    }, patienceMs);
    const end = (answered: boolean): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(answered);
    };
    let head = Buffer.alloc(0);
    socket.once("connect", () => socket.write(apiVersions));
    socket.on("data", (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      // The length of the answer, then the number of the question.
      if (head.length >= 8) end(head.readInt32BE(4) === question);
    });
    socket.once("error", () => {
      end(false);
    });
    socket.once("close", () => {
      end(false);
    });
  });
}

const question = 0x0b_11_1e_55;

/** Version 0: length, api key 18, version, number of the question, no client id (https://kafka.apache.org/protocol#The_Messages_ApiVersions). */
const apiVersions = Buffer.alloc(14);
apiVersions.writeInt32BE(10, 0);
apiVersions.writeInt16BE(18, 4);
apiVersions.writeInt16BE(0, 6);
apiVersions.writeInt32BE(question, 8);
apiVersions.writeInt16BE(-1, 12);
