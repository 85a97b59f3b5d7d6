import { readAccessSettings } from "../app/runtime/read-access-settings";

/** What `npm start` runs before `moose prod`: says everything that would leave production open, and ends with 1. No value is printed. */
try {
  readAccessSettings({ ...process.env, NODE_ENV: "production" }, []);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
