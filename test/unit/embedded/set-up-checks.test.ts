import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkBuildTools } from "../../../embedded/set-up/check-build-tools.mjs";
import { checkDirectory } from "../../../embedded/set-up/check-directory.mjs";
import { checkNodeVersion } from "../../../embedded/set-up/check-node-version.mjs";
import { checkPlatform, readPlatformFacts } from "../../../embedded/set-up/check-platform.mjs";
import { findNodeHeaders } from "../../../embedded/set-up/find-node-headers.mjs";
import { UserProblem } from "../../../embedded/user-problem.mjs";

const scratch = mkdtempSync(join(tmpdir(), "set-up-checks-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** The one line a user would read. */
function problemOf(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (error instanceof UserProblem) return error.message;
    throw error;
  }
  return "no problem";
}

describe("the machine", () => {
  it.each([
    [{ platform: "linux", arch: "x64", glibc: "2.36" }],
    [{ platform: "linux", arch: "arm64", glibc: "2.31" }],
    [{ platform: "darwin", arch: "x64", glibc: undefined }],
    [{ platform: "darwin", arch: "arm64", glibc: undefined }],
  ])("%j is supported", (facts) => {
    expect(
      problemOf(() => {
        checkPlatform(facts);
      }),
    ).toBe("no problem");
  });

  it.each([
    [{ platform: "win32", arch: "x64", glibc: undefined }, /Windows.*WSL/],
    [{ platform: "linux", arch: "x64", glibc: undefined }, /musl.*Debian/],
    [{ platform: "linux", arch: "ia32", glibc: "2.36" }, /ia32.*x64 or arm64/],
    [{ platform: "freebsd", arch: "x64", glibc: undefined }, /freebsd.*Linux or macOS/],
  ])("%j is refused in one line that says what to use instead", (facts, message) => {
    const problem = problemOf(() => {
      checkPlatform(facts);
    });
    expect(problem).toMatch(message);
    expect(problem).not.toContain("\n");
  });

  it("the one these tests run on is supported", () => {
    expect(
      problemOf(() => {
        checkPlatform(readPlatformFacts());
      }),
    ).toBe("no problem");
  });

  it.each([
    ["20.19.0", true],
    ["20.20.2", true],
    ["20.18.3", false],
    ["21.0.0", false],
    ["18.20.4", false],
  ])("Node %s fits >=20.19 <21: %s", (version, fits) => {
    const problem = problemOf(() => {
      checkNodeVersion(version, ">=20.19 <21");
    });
    expect(problem === "no problem").toBe(fits);
    if (!fits) expect(problem).toContain("install Node 20");
  });
});

describe("the directory", () => {
  const failing = (code: string) => ({
    probe: (): void => {
      throw Object.assign(new Error(code), { code });
    },
    freeBytes: (): number => 1e12,
  });

  it("is created, probed and left empty", () => {
    const directory = join(scratch, ".embedded");
    expect(
      problemOf(() => {
        checkDirectory(directory, 0);
      }),
    ).toBe("no problem");
    expect(existsSync(directory)).toBe(true);
  });

  it.each(["EACCES", "EROFS", "EPERM"])("that cannot be written (%s) is named, with what to do", (code) => {
    expect(
      problemOf(() => {
        checkDirectory("/somewhere", 0, failing(code));
      }),
    ).toBe(`Cannot write in /somewhere (${code}): give your user write access to it, or clone the project elsewhere.`);
  });

  // The kernel refuses new files in /proc even to root, who passes every permission check.
  it.runIf(process.platform === "linux")("that the kernel keeps for itself is refused", () => {
    expect(
      problemOf(() => {
        checkDirectory("/proc/nobody-writes-here", 0);
      }),
    ).toMatch(/^Cannot write in \/proc\/nobody-writes-here \(E[A-Z]+\)/);
  });

  it("on a full disk is named, with what to do", () => {
    expect(
      problemOf(() => {
        checkDirectory("/somewhere", 3e9, failing("ENOSPC"));
      }),
    ).toMatch(/disk of \/somewhere is full: free 3\.0 GB/);
  });

  it("with too little room left is refused before anything is installed", () => {
    const disk = { probe: (): void => undefined, freeBytes: (): number => 1.2e9 };
    expect(
      problemOf(() => {
        checkDirectory("/somewhere", 3e9, disk);
      }),
    ).toMatch(/has 1\.2 GB left and 3\.0 GB are needed/);
  });
});

describe("the tools that compile the Kafka client", () => {
  const pathWith = (...names: readonly string[]): string => {
    const directory = mkdtempSync(join(scratch, "path-"));
    for (const name of names) symlinkSync("/bin/sh", join(directory, name));
    return directory;
  };

  it("are enough with any C++ compiler, make and python3", () => {
    expect(
      problemOf(() => {
        checkBuildTools(pathWith("clang++", "make", "python3"));
      }),
    ).toBe("no problem");
  });

  it("are all named when they are missing, with the line that installs them", () => {
    const problem = problemOf(() => {
      checkBuildTools(pathWith("python3"));
    });
    expect(problem).toMatch(/a C\+\+ compiler, make\. .*apt-get install -y g\+\+ make python3/);
    expect(problem).not.toContain("\n");
  });

  it("get headers of this Node's major version only", () => {
    const place = (name: string, major: string): string => {
      const directory = join(scratch, name);
      mkdirSync(join(directory, "include/node"), { recursive: true });
      writeFileSync(join(directory, "include/node/node_version.h"), `#define NODE_MAJOR_VERSION ${major}\n`);
      return directory;
    };
    const [old, fitting] = [place("old", "18"), place("fitting", "20")];
    expect(findNodeHeaders("20.20.2", [join(scratch, "absent"), old, fitting])).toBe(fitting);
    expect(findNodeHeaders("20.20.2", [old])).toBeUndefined();
  });
});
