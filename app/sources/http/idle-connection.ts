import type { Socket } from "node:net";

/**
 * Servers close connections that nobody used for some seconds. A request that is sent meanwhile fails without an answer, which says nothing of the
 * server: a reader that had no processor for a while meets that again and again.
 */

/** Of errors of Node, which do not say it: how many bytes their connection had brought. */
const received = new WeakMap<Error, number>();

/** Remembers of a connection's errors that it was in use before. */
export function noteReceived(socket: Socket): void {
  socket.prependListener("error", (error) => {
    received.set(error, socket.bytesRead);
  });
}

/** Whether an error that came before any byte of an answer is of a connection that had answered before. */
export function isOfUsedConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && error.code === "UND_ERR_SOCKET" && "socket" in error) return bytesReadOf(error.socket) > 0;
  return "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE") && (received.get(error) ?? 0) > 0;
}

function bytesReadOf(socket: unknown): number {
  const isKnown = typeof socket === "object" && socket !== null && "bytesRead" in socket && typeof socket.bytesRead === "number";
  return isKnown ? Number(socket.bytesRead) : 0;
}
