import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstanceId } from "../../../app/domain/azure-ea/parse-instance-id";
import { deriveLatestResourceType } from "../../../app/domain/derive/derive-latest-resource-type";
import { deriveResourceName } from "../../../app/domain/derive/derive-resource-name";
import { deriveSku } from "../../../app/domain/derive/derive-sku";

const guid = "1caaa5a3-2b66-438e-8ab4-bce37d518c5d";
const group = `/subscriptions/${guid}/resourceGroups/RG-One`;
const vm = "Virtual Machines";
const set = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets`;

describe("parseInstanceId", () => {
  it.each([
    [`${group}/providers/Microsoft.Compute/virtualMachines/Vm1`, "arm", "RG-One", "microsoft.compute/virtualmachines", "Vm1"],
    [`${group}/providers/Microsoft.Compute/virtualMachines/Vm1`.toUpperCase(), "arm", "RG-ONE", "microsoft.compute/virtualmachines", "VM1"],
    [
      `${group}/providers/microsoft.compute/virtualmachines/vm1/`.toLowerCase(),
      "arm",
      "rg-one",
      "microsoft.compute/virtualmachines",
      "vm1",
    ],
    [`${group}/providers/Microsoft.Sql/servers/s1/databases/d1`, "arm", "RG-One", "microsoft.sql/servers/databases", "d1"],
    [`${set}/web/virtualMachines/3`, "arm", "RG-One", "microsoft.compute/virtualmachinescalesets/virtualmachines", "3"],
    [`${group}/providers/A.B/c/d/providers/E.F/g/h`, "arm", "RG-One", "e.f/g", "h"],
    [`${group}/providers/Microsoft.Compute/virtualMachines/providers`, "arm", "RG-One", "microsoft.compute/virtualmachines", "providers"],
    [
      `/providers/Microsoft.Capacity/reservationOrders/o1/reservations/r1`,
      "arm",
      "",
      "microsoft.capacity/reservationorders/reservations",
      "r1",
    ],
    [
      `/providers/Microsoft.Capacity/reservationOrders/o1/reservations/`,
      "arm",
      "",
      "microsoft.capacity/reservationorders/reservations",
      "o1",
    ],
    [group, "arm", "RG-One", "", "RG-One"],
    [`/subscriptions/${guid}`, "arm", "", "", guid],
    [`subscriptions/${guid}/resourceGroups/rg/providers/M.C/disks/d`, "arm", "rg", "m.c/disks", "d"],
    ["/subscriptions", "arm", "", "", "subscriptions"],
    ["classicvm", "bare", "", "", "classicvm"],
    ["host/classicvm", "bare", "", "", "classicvm"],
    ["  spaced  ", "bare", "", "", "spaced"],
    ["", "empty", "", "", ""],
    ["///", "empty", "", "", ""],
    [null, "empty", "", "", ""],
  ])("takes %j apart", (text, kind, resourceGroup, resourceType, lastSegment) => {
    expect(parseInstanceId(text)).toMatchObject({ kind, resourceGroup, resourceType, lastSegment });
  });

  it("reads back every ARM id, and never throws", () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(fc.uuid(), segment, fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 4 }), (id, rg, pairs) => {
        const text = `/subscriptions/${id}/resourceGroups/${rg}/providers/Microsoft.X/${pairs.flat().join("/")}`;
        const parsed = parseInstanceId(text);
        expect(parsed).toMatchObject({ kind: "arm", subscriptionGuid: id, resourceGroup: rg, names: pairs.map(([, name]) => name) });
        expect(parsed.resourceType).toBe(["microsoft.x", ...pairs.map(([type]) => type.toLowerCase())].join("/"));
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("/", "providers", "subscriptions", "a.b", "x", " ")),
        (parts) => void parseInstanceId(parts.join("")),
      ),
    );
  });
});

describe("deriveSku", () => {
  it.each([
    [vm, "Virtual Machines Dv3/DSv3 Series - D4 v3 - CN North 3", "D4 v3/D4s v3", "Linux"],
    [vm, "Virtual Machines Dv3/DSv3 Series Windows - D4 v3", "D4 v3/D4s v3", "Windows"],
    [vm, "WINDOWS Server", "x", "Windows"],
    [vm, "windows", "x", "Windows"],
    [vm, "", "", "Linux"],
    ["virtual machines", "Windows", "x", "Windows"],
    [" Virtual Machines ", "x", "x", "Linux"],
    [vm, "x", "100 DWUs", "Linux"],
    ["Azure Synapse Analytics", "x", "100 DWUs", "SQL"],
    ["SQL Data Warehouse", "Windows", "100 DWUs", "SQL"],
    ["", "", "100 DWUs", "SQL"],
    ["SQL Data Warehouse", "x", "500 DWUs", ""],
    ["Storage", "Windows", "P10", ""],
    ["Virtual Machines Licenses", "Windows", "2 vCPU VM License", ""],
    ["", "", "", ""],
  ])("of %j, %j, %j is %j", (category, product, meter, sku) => {
    expect(deriveSku(category, product, meter)).toBe(sku);
  });
});

describe("deriveLatestResourceType", () => {
  it.each([
    [vm, "Linux", "D4 v3/D4s v3", "Linux-D4 v3/D4s v3"],
    [vm, "Windows", "E4 v3/E4s v3", "Windows-E4 v3/E4s v3"],
    [vm, "Linux", "B1s", "Linux-B1s"],
    [vm, "Linux", "", "Linux"],
    ["VIRTUAL MACHINES", "Linux", "B1s", "Linux-B1s"],
    [" virtual machines", "Windows", "B1s", "Windows-B1s"],
    ["Storage", "", "P10 LRS Disk", ""],
    ["Azure Synapse Analytics", "SQL", "100 DWUs", ""],
    ["Virtual Network", "", "Basic IPv4", ""],
    ["Bandwidth", "", "Data Transfer Out", ""],
    ["Virtual Machines Licenses", "", "2 vCPU", ""],
    ["Azure App Service", "", "P1 v2", ""],
    ["", "", "B1s", ""],
    ["", "", "", ""],
    [vm, "Linux", "D4 v3 低优先级", "Linux-D4 v3 低优先级"],
  ])("of %j, %j, %j is %j", (category, sku, meter, type) => {
    expect(deriveLatestResourceType(category, sku, meter)).toBe(type);
  });
});

describe("deriveResourceName", () => {
  it.each([
    [`${set}/aks-pool1-12345678-vmss`, vm, "aks-pool1-12345678-vmss_3", "aks-pool1-12345678-vmss_3"],
    [`${set}/aks-pool1-12345678-vmss`, vm, "aks-pool1-12345678-vmss00000a", "aks-pool1-12345678-vmss00000a"],
    [`${set}/AKS-POOL1-12345678-VMSS`.toUpperCase(), vm, "aks-pool1-12345678-vmss_0", "aks-pool1-12345678-vmss_0"],
    [`${set}/aks-pool1-12345678-vmss/virtualMachines/3`, vm, "aks-pool1-12345678-vmss_3", "aks-pool1-12345678-vmss_3"],
    [`${set}/aks-pool1-12345678-vmss/virtualMachines/3`, vm, "", "aks-pool1-12345678-vmss_3"],
    [`${set}/aks-pool1-12345678-vmss`, vm, "", "aks-pool1-12345678-vmss"],
    [`${set}/aks-pool1-12345678-vmss`, "Storage", "aks-pool1-12345678-vmss_3", "aks-pool1-12345678-vmss"],
    [`${set}/web/virtualMachines/12`, vm, "web_12", "web_12"],
    [`${set}/web/virtualMachines/12`, "Bandwidth", "", "web_12"],
    [`${set}/web/virtualMachines/web_12`, vm, "", "web_12"],
    [`${set}/web`, vm, "web_4", "web"],
    [
      `${group}/providers/Microsoft.Compute/virtualMachines/aks-nodepool1-12345678-0`,
      vm,
      "aks-nodepool1-12345678-0",
      "aks-nodepool1-12345678-0",
    ],
    [`${group}/providers/Microsoft.Compute/virtualMachines/Vm1`, vm, "other", "Vm1"],
    [
      `/subscriptions/${guid}/resourceGroups/MC_rg_cluster-aks-1_cn3/providers/Microsoft.Compute/virtualMachineScaleSets/x`,
      vm,
      "x_1",
      "x_1",
    ],
    ["classicvm", vm, "", "classicvm"],
    ["", vm, "vm-of-a-row-without-id", ""],
    ["", "Support", "", ""],
  ])("of %j (%s, VMName %j) is %j", (text, category, vmName, name) => {
    expect(deriveResourceName(text, parseInstanceId(text), category, vmName)).toBe(name);
  });
});
