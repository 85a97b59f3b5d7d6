import { connect } from "node:net";

/** Writes bytes to a server, and says whether it ends the connection in the time after its answer. Rejects when there is no answer. */
export function endsAfterAnswer(url: string, text: string, waitMs: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answered = false;
    const socket = connect(Number(port), hostname, () => socket.write(text, "latin1"));
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer to ${text.slice(0, 80)}`));
    }, 120_000);
    socket.on("data", () => {
      if (answered) return;
      answered = true;
      setTimeout(() => {
        clearTimeout(timer);
        socket.destroy();
        resolve(false);
      }, waitMs);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      if (answered) resolve(true);
      else reject(new Error("hung up without an answer"));
    });
  });
}
