/** From here on, this process can import the launcher's TypeScript. Only after set-up: tsx is a package. */
export async function registerTsx() {
  const { register } = await import("tsx/esm/api");
  register();
}
