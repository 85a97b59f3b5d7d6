/** Settings that cannot be used: everything that is wrong with them, each with its variable. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(readonly problems: readonly string[]) {
    super(`Unusable settings. ${problems.join("; ")}`);
  }
}
