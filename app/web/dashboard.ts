import { join } from "node:path";
import { WebApp } from "@514labs/moose-lib";
import { serveFiles } from "./serve-files";

/**
 * GET /ui/…: the dashboard. Its files are public and hold no data: pages ask the APIs with the reader's own token. The build is read from the folder of the
 * process, since compiled code has TypeScript only; `npm run setup` makes it.
 */
export const DashboardWebApp = new WebApp("dashboard", serveFiles(join(process.cwd(), "app/web/dashboard-build")), {
  mountPath: "/ui",
  metadata: { description: "The dashboard" },
});
