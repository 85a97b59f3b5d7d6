import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as a server received it. */
interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string;
  readonly secure: boolean;
  readonly raw: string;
}

/** A real server of SMTP on this machine. */
export interface MailServerProcess {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** What the server answers to the next messages instead of taking them; `hang up` ends the connection after a message, without an answer. */
  readonly answers: ("take" | "busy" | "refuse" | "hang up")[];
  readonly close: () => Promise<void>;
}

export async function startMailServer(options: Partial<SMTPServerOptions> = {}): Promise<MailServerProcess> {
  const received: ReceivedMail[] = [];
  const answers: MailServerProcess["answers"] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const answer = answers.shift() ?? "take";
        const { mailFrom, rcptTo } = session.envelope;
        if (answer === "take" || answer === "hang up")
          received.push({
            from: mailFrom === false ? "" : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            user: String(session.user ?? ""),
            secure: session.secure,
            raw: Buffer.concat(chunks).toString("utf8"),
          });
        if (answer === "hang up") for (const connection of server.connections) connection.close();
        else if (answer === "take") callback();
        else callback(Object.assign(new Error("said the test"), { responseCode: answer === "busy" ? 451 : 554 }));
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  const listener = server.listen(0, "127.0.0.1");
  if (!listener.listening) await once(listener, "listening");
  return {
    port: (listener.address() as AddressInfo).port,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
