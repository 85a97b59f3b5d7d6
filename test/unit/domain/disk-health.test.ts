import { describe, expect, it } from "vitest";
import { diskHealth } from "../../../app/domain/health/disk-health";

describe("diskHealth", () => {
  it("names a full disk, which every part that writes would otherwise blame on another", () => {
    expect(diskHealth({ free: 499_999_999, total: 40e9 })).toEqual({
      state: "unhealthy",
      detail: "0.5 of 40.0 GB free: free disk space; ClickHouse cannot store new data",
    });
    expect(diskHealth({ free: 5e8, total: 40e9 })).toEqual({ state: "healthy", detail: "0.5 of 40.0 GB free" });
  });
});
