import { connect } from "node:net";

/** Writes bytes to a server as they are, and returns the status line's code; `closed` when it hung up without one, `silent` after `waitMs`. */
export function sendRaw(url: string, text: string, waitMs = 120_000): Promise<number | "closed" | "silent"> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(Number(port), hostname, () => socket.write(text, "latin1"));
    const finish = (result: number | "closed" | "silent"): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      finish("silent");
    }, waitMs);
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString("latin1");
      const code = /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1];
      if (code !== undefined) finish(Number(code));
    });
    socket.on("close", () => {
      finish("closed");
    });
    socket.on("error", () => {
      finish("closed");
    });
  });
}
