/** From here on this process can import the project's TypeScript, both the launcher's modules and those of app/. Needs the packages, so it comes after set-up. */
export async function registerTsx() {
  const [{ register: registerModules }, { register: registerCommonJs }] = await Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]);
  registerModules();
  registerCommonJs();
}
