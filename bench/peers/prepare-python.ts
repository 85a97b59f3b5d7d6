import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const home = join(__dirname, "../../.embedded/peers");

/** A Python that has the libraries of requirements.txt, installed at the first time; or why there is none, in words. */
export async function preparePython(): Promise<{ readonly python: string } | { readonly skipped: string }> {
  const python = join(home, "bin/python");
  const list = join(__dirname, "requirements.txt");
  const wanted = await readFile(list, "utf8");
  const installed = join(home, "installed.txt");
  if ((await readFile(installed, "utf8").catch(() => "")) === wanted) return { python };
  await mkdir(home, { recursive: true });
  try {
    await run("python3", ["-m", "venv", home]);
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", list]);
  } catch (error) {
    return { skipped: lastWord(error) };
  }
  await writeFile(installed, wanted);
  return { python };
}

/** The last line that a failed process wrote, which is where Python says what is the matter; the error's message if it wrote nothing. */
export function lastWord(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return `not on this machine: ${error.message}`;
  const output = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr) : "";
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("[notice]"));
  return lines.at(-1)?.trim() ?? (error instanceof Error ? error.message : String(error));
}
