import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mooseSlots } from "../moose-slots.mjs";
import { UserProblem } from "../user-problem.mjs";

/**
 * The CLI's native executable: its npm wrapper blocks in spawnSync, and would be one more process to pass signals.
 * @throws {UserProblem} it is not installed, or of another version than the slots are written for
 */
export function findMoose(root: string): string {
  const directory = join(root, `node_modules/@514labs/moose-cli-${process.platform}-${process.arch}`);
  const binary = join(directory, "bin/moose-cli");
  if (!existsSync(binary)) throw new UserProblem(`${binary} is missing: delete node_modules and run npm run setup.`);
  const version = /"version":\s*"([^"]+)"/.exec(readFileSync(join(directory, "package.json"), "utf8"))?.[1];
  if (version === mooseSlots.mooseCli) return binary;
  throw new UserProblem(
    `moose-cli ${version ?? "?"} is installed and embedded/moose-slots.mjs knows ${mooseSlots.mooseCli}: npm run setup, or renew that file.`,
  );
}
