import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The environment in which Moose's processes leave out the search of lineage, which type-checks the whole project at each start and finds nothing here
 * (../without-lineage.mjs). NODE_OPTIONS that are set stay.
 * @param root the project's folder
 */
export function withoutLineage(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const option = `--import=${pathToFileURL(join(root, "embedded/without-lineage.mjs")).href}`;
  const set = environment["NODE_OPTIONS"] ?? "";
  return { ...environment, NODE_OPTIONS: set.includes(option) ? set : `${set} ${option}`.trim() };
}
