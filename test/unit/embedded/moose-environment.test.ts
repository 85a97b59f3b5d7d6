import { expect, it } from "vitest";
import { mooseEnvironment } from "../../../embedded/launcher/moose-environment";

it("Moose's processes give large buffers back to the system, unless the user sets another size, and search no lineage", () => {
  expect(mooseEnvironment("/project", { PATH: "/bin" })).toEqual({
    PATH: "/bin",
    MALLOC_MMAP_THRESHOLD_: "262144",
    NODE_OPTIONS: "--import=file:///project/embedded/without-lineage.mjs",
  });
  expect(mooseEnvironment("/project", { MALLOC_MMAP_THRESHOLD_: "65536" })).toMatchObject({ MALLOC_MMAP_THRESHOLD_: "65536" });
});
