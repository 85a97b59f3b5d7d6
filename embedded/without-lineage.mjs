import Module from "node:module";

/**
 * At each start, edit and command Moose lists the project in a process `moose-runner dmv2-serializer`. Most of its time it type-checks the whole project, to find
 * which tables the `sql` templates of each API read. The APIs here have none, so it finds nothing. Here that process gets no TypeScript: Moose then leaves these
 * findings out. All else that it lists comes from the loaded project.
 */
if (process.argv[2] === "dmv2-serializer") {
  /** @type {{ require: (name: string) => unknown }} */
  const loader = Module.prototype;
  loader.require = new Proxy(loader.require, {
    /** @returns {unknown} */
    apply: (load, module, /** @type {[string]} */ names) => (names[0] === "typescript" ? {} : Reflect.apply(load, module, names)),
  });
}
