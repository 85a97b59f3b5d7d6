/** Places where a test stops a worker. Nothing happens at them outside of tests. */
export type FailpointName =
  | "page-read"
  | "before-insert"
  | "inserting"
  | "inserted"
  | "mapped"
  | "sealing"
  | "before-activation"
  | "after-activation";

export type Failpoint = (name: FailpointName) => void | Promise<void>;
