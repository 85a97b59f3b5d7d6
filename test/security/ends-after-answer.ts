import { connect } from "node:net";

/** Writes bytes to a server, and says whether it ends the connection within two seconds of its answer. Rejects when there is no answer. */
export function endsAfterAnswer(url: string, text: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answered = false;
    const socket = connect(Number(port), hostname, () => socket.write(text, "latin1"));
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer to ${text.slice(0, 80)}`));
    }, 15_000);
    socket.on("data", () => {
      if (answered) return;
      answered = true;
      setTimeout(() => {
        clearTimeout(timer);
        socket.destroy();
        resolve(false);
      }, 2000);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      if (answered) resolve(true);
      else reject(new Error("hung up without an answer"));
    });
  });
}
