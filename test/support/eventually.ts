/** Repeats `attempt` until it returns something, for at most five minutes, which only a busy machine takes; then fails with its last error. */
export async function eventually<T>(attempt: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 300_000;
  let last: unknown = "it never returned anything";
  while (Date.now() < deadline) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("not within five minutes", { cause: last });
}
