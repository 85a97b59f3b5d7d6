import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** A command of a document, and the answer that stands below it; null where none does. */
export interface DocCommand {
  readonly command: string;
  readonly answer: string | null;
}

/**
 * The commands in the `sh` blocks of a document, or of the part under one of its headings. Lines that begin with `# ` directly below a command are its
 * answer; other such lines are comments.
 */
export function docCommands(file: string, heading?: string): readonly DocCommand[] {
  const text = readFileSync(join(root, file), "utf8");
  const part = heading === undefined ? text : (new RegExp(`^## ${heading}$([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(text)?.[1] ?? "");
  return [...part.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].flatMap(([, , block = ""]) => commandsOf(block));
}

function commandsOf(block: string): readonly DocCommand[] {
  const commands: { command: string; answer: string | null }[] = [];
  let open = "";
  let isAnswer = false;
  for (const line of block.split("\n").map((one) => one.trim())) {
    const last = commands.at(-1);
    if (open === "" && line.startsWith("# ")) {
      if (isAnswer && last !== undefined) last.answer = (last.answer ?? "") + line.slice(2).trim();
    } else if (line === "") isAnswer = false;
    else {
      open = open === "" ? line : `${open}\n${line}`;
      const isWhole = !/[\\|]$/.test(open) && (open.match(/'/g)?.length ?? 0) % 2 === 0;
      if (!isWhole) continue;
      commands.push({ command: open, answer: null });
      open = "";
      isAnswer = true;
    }
  }
  return commands;
}

/** What a command says on stdout, in a shell. */
export function runDocCommand(command: string, options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv }): string {
  return execFileSync("sh", ["-c", command], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/**
 * What an answer has to look like: `…` stands for anything. With `anyValue` every number and text may be another one, but for names and for texts that
 * are codes; what stands between two `…` in a text has to be in it.
 */
export function answerPattern(answer: string, anyValue = false): RegExp {
  const compact = answer.replaceAll(/ ?… ?/g, "…").replaceAll(/([,}]) +(?=["{])/g, "$1");
  const pattern = anyValue ? compact.split(value).map(asAnyValue).join("") : literal(compact);
  return new RegExp(`^${pattern}$`);
}

/** A name with its text, a text alone, a number, or what stands between them. */
const value = /("\w+":"(?:[^"\\]|\\.)*"|"(?:[^"\\]|\\.)*"|(?<=[:[,])-?\d[\d.]*)/;
const anyText = '"(?:[^"\\\\]|\\\\.)*"';

function asAnyValue(token: string): string {
  const [, name, text] = /^"(\w+)":"([\s\S]*)"$/.exec(token) ?? [];
  if (name !== undefined && text !== undefined) {
    if (codes.has(name)) return literal(token);
    return text.includes("…") ? `"${name}":"${literal(text)}"` : `"${name}":${anyText}`;
  }
  return /^-?\d/.test(token) ? "-?\\d[\\d.]*" : literal(token);
}

const codes: ReadonlySet<string> = new Set(["code", "parameter", "change"]);
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "[\\s\\S]*?");
