import { listOf, textOf, textsOf } from "../api/read-value";
import { useOpenAnswer } from "../api/use-operation";

interface Allowed {
  readonly path: string;
  /** Of a path whose body names an operation: those that are allowed; empty for other paths. */
  readonly operations: readonly string[];
}

function readAllowed(answer: object): readonly Allowed[] {
  return listOf(answer, "may", (one) => ({ path: textOf(one, "path"), operations: textsOf(one, "operations") }));
}

/**
 * Whether the reader may do something, by `GET /me`. It is so until that is known: the API refuses what it must, and a button that is off for a moment would
 * be worse.
 */
export function useMay(): (path: string, operation: string) => boolean {
  const { data } = useOpenAnswer("/me", {}, readAllowed);
  return (path, operation) => {
    if (data === undefined) return true;
    const found = data.find((one) => one.path === path);
    return found?.operations.includes(operation) === true;
  };
}
