/**
 * Who asks. In development nobody has to say. Elsewhere a token or key is sent as `Authorization: Bearer …`. It is kept for this tab only, in sessionStorage,
 * and never stands in an address.
 */
const storageKey = "azure-billing-intelligence.bearer";

export type SessionState = "open" | "signed-in" | "sign-in-wanted";

const listeners = new Set<() => void>();
let state: SessionState = readBearer() === null ? "open" : "signed-in";

function readBearer(): string | null {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    // Storage is switched off: the token lasts as long as the page.
    return null;
  }
}

let bearer: string | null = readBearer();

function change(next: SessionState, held: string | null): void {
  bearer = held;
  state = next;
  try {
    if (held === null) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, held);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

export const session = {
  state: (): SessionState => state,
  bearer: (): string | null => bearer,
  signIn: (token: string): void => {
    change("signed-in", token);
  },
  signOut: (): void => {
    change("sign-in-wanted", null);
  },
  /** The API answered 401: what was sent is no good, or something has to be sent. A late answer to a token that was changed since says nothing of the new one. */
  refused: (sent: string | null): void => {
    if (sent === bearer && state !== "sign-in-wanted") change("sign-in-wanted", null);
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as const;
