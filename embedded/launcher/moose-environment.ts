import { withoutLineage } from "./without-lineage.js";

/**
 * The environment of Moose's processes in development and in production, in which variables that are set stay.
 * @param root the project's folder
 */
export function mooseEnvironment(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // Pages of bills come and go. By itself glibc puts such buffers between what stays, and keeps the holes; larger than this, it gives them back. Other systems
    // ignore it.
    MALLOC_MMAP_THRESHOLD_: String(256 << 10),
    ...withoutLineage(root, environment),
  };
}
