import { redactText } from "../../domain/text/redact";

export type LogLevel = "info" | "warn" | "error";

/**
 * One event as one line of JSON on standard error, where Moose's CLI picks it up. Fields that tie lines together have the same name everywhere:
 * `request_id`, `query_id`, `workflow`, `snapshot_id`. What looks like a credential is replaced, and so is every secret of this process.
 */
export function logEvent(level: LogLevel, event: string, fields: Readonly<Record<string, unknown>> = {}): void {
  process.stderr.write(`${redactSecrets(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }))}\n`);
}

/** Text without what looks like a credential, and without the values of this process's own secrets. */
export function redactSecrets(text: string): string {
  let redacted = redactText(text);
  for (const secret of secrets()) redacted = redacted.replaceAll(secret, "[redacted]");
  return redacted;
}

let known: readonly string[] | undefined;

/** Short values are left out: replacing every `1` would say more about them than it hides. */
function secrets(): readonly string[] {
  known ??= Object.entries(process.env)
    .filter(([name, value]) => /KEY|PASSWORD|SECRET|TOKEN/.test(name) && (value?.length ?? 0) >= 8)
    .map(([, value]) => value ?? "");
  return known;
}
