import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Session } from "chdb";
import { z } from "zod";

/**
 * Closes an idle session at once. `Session.close()` waits for every call running anywhere in the process, so one slow query would keep
 * all sessions of all later requests in memory (0.12 MB each) until it ends. The caller must have awaited every call on this session.
 * Reaches for the addon's own CloseConnection, which chdb does not export; without it the session closes the ordinary way.
 */
export function closeSession(session: Session): void {
  const connection = session.connection;
  if (closeConnection !== undefined && connection !== null) {
    session.connection = null;
    closeConnection(connection);
  }
  session.close();
}

const closeConnection = loadCloseConnection();

function loadCloseConnection(): ((connection: unknown) => void) | undefined {
  try {
    const require = createRequire(__filename);
    const loader = z
      .object({ loadNative: z.function().returns(z.unknown()) })
      .parse(require(join(dirname(require.resolve("chdb")), "dist", "loader.js")));
    const close = z.object({ CloseConnection: z.function().args(z.unknown()) }).parse(loader.loadNative()).CloseConnection;
    return (connection) => {
      close(connection);
    };
  } catch {
    return undefined;
  }
}
