/** Settings that cannot be used: everything that is wrong with them, each with its variable. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(
    readonly problems: readonly string[],
    heading = "Unusable settings.",
  ) {
    super(`${heading} ${problems.join("; ")}`);
  }
}

/** What a reader of settings finds wrong; nothing when it reads them. */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}
