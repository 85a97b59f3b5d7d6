import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import { UserProblem } from "../user-problem.mjs";

/**
 * The variables of an env file, such as `.env.local`; none when it is not there. `parseEnv` reads whatever it is given, and a broken line takes the settings
 * of other lines with it.
 * @throws {UserProblem} the file cannot be read as settings; names every line at fault by its number and repeats none of its text, which may be a secret
 */
export function readEnvFile(file: string): NodeJS.Dict<string> {
  if (!existsSync(file)) return {};
  if (!statSync(file).isFile()) throw new UserProblem(`${file} is not a file: settings are lines NAME=value in a text file of this name.`);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes) || bytes.includes(0)) throw new UserProblem(`${file} is not UTF-8 text: save it as UTF-8, and start again.`);
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  const faults = faultsOf(text);
  if (faults.length > 0) throw new UserProblem(`${file} cannot be used: ${faults.join("; ")}. Correct the file, and start again.`);
  return parseEnv(text);
}

function faultsOf(text: string): readonly string[] {
  if (/\r(?!\n)/.test(text)) return ["its lines end with CR alone, which does not end a line here: save it with LF or CRLF"];
  const lines = text.split(/\r?\n/);
  const faults: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").trim();
    if (line === "" || line.startsWith("#")) continue;
    const value = setting.exec(line)?.[1];
    if (value === undefined) {
      faults.push(`line ${index + 1} is not of the form NAME=value`);
      continue;
    }
    const quote = /^["'`]/.exec(value)?.[0];
    if (quote === undefined) continue;
    // A value in quotes may have several lines, such as a private key.
    const rest = [value.slice(1), ...lines.slice(index + 1)];
    const last = rest.findIndex((part) => part.includes(quote));
    const closing = rest[last] ?? "";
    const behind = closing.slice(closing.indexOf(quote) + 1);
    if (last === -1) faults.push(`line ${index + 1} opens a quote that is not closed`);
    else if (!/^\s*(?:#|$)/.test(behind))
      faults.push(
        last === 0
          ? `line ${index + 1} has text behind the value in quotes`
          : `line ${index + 1} opens a quote that it does not close, and line ${index + last + 1} has text behind the next one`,
      );
    if (last > 0) index += last;
  }
  return faults;
}

const setting = /^(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(.*)$/;
