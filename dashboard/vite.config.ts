import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dashboard` passes questions on to: the address of a running `npm run dev` or `npm run demo`. */
const stack = process.env["DASHBOARD_STACK"] ?? "http://localhost:4000";

/** The APIs allow pages of their own origin only, so that the proxy has to speak as one. */
const proxied = { target: stack, changeOrigin: true, headers: { origin: stack } };

export default defineConfig({
  root: import.meta.dirname,
  base: "/ui/",
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2022",
    // Strict CSP: no inline script, and no data: URL where a file would do.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
  },
  server: {
    port: 4400,
    strictPort: true,
    proxy: Object.fromEntries(
      ["/api", "/query", "/status", "/operations", "/views", "/me", "/openapi.json", "/ingest"].map((path) => [path, proxied]),
    ),
  },
});
