import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstanceId } from "../../../app/domain/azure-ea/parse-instance-id";
import { deriveLatestResourceType, deriveResourceName, deriveSku } from "../../../app/domain/derive/derive-resource";

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
    const info = { image_type: "", usage_type: "", vm_properties: "" };
    expect(deriveSku({ meterCategory: category, meterSubCategory: "", meterName: meter, product, info })).toBe(sku);
  });

  it.each([
    [vm, "", { image_type: "Windows Server BYOL" }, "Windows"],
    [vm, "", { image_type: "Windows_Client" }, "Windows"],
    [vm, "", { image_type: "MicrosoftWindowsServer" }, "Windows"],
    [vm, "", { image_type: "Canonical" }, "Linux"],
    [vm, "", { usage_type: "ComputeHR_Windows" }, "Windows"],
    [vm, "", { usage_type: "ComputeHR" }, "Linux"],
    [vm, "", { vm_properties: "Microsoft.AKS.Compute.AKS.Windows.Billing" }, "Windows"],
    [vm, "", { vm_properties: "Microsoft.AKS.Compute.AKS.Linux.Billing" }, "Linux"],
    [vm, "Dv3/DSv3 Series Windows", {}, "Windows"],
    [vm, "Dv3/DSv3 Series", {}, "Linux"],
    ["Storage", "", { image_type: "Windows Server BYOL" }, ""],
  ])("of %j, subcategory %j and %j is %j, though the product does not say it", (meterCategory, meterSubCategory, said, sku) => {
    const info = { image_type: "", usage_type: "", vm_properties: "", ...said };
    const product = "Virtual Machines Dv3 Series - D4 v3 - CN North 3";
    expect(deriveSku({ meterCategory, meterSubCategory, meterName: "D4 v3", product, info })).toBe(sku);
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
    [`${set}/aks-pool1-12345678-vmss`, "Virtual Machines Licenses", "aks-pool1-12345678-vmss_3", "aks-pool1-12345678-vmss_3"],
    [`${group}/providers/Microsoft.Compute/disks/disk1`, "Storage", "web01", "disk1"],
    [`${group}/providers/Microsoft.Network/publicIPAddresses/ip1`, "Virtual Network", "web01", "ip1"],
    [`${set}/akswin1`, vm, "akswin1000002", "akswin1000002"],
    [`${set}/akswin1`, vm, "akswin1_2", "akswin1_2"],
    [`${set}/4128k8s03`, vm, "4128k8s03000001", "4128k8s03000001"],
    [`${set}/web/virtualMachines/web_1a2b3c4d`, vm, "web_1a2b3c4d", "web_1a2b3c4d"],
    [`${set}/web/virtualMachines/3`, vm, "web_3", "web_3"],
    [`${set}/nt1vm`, vm, "nt1vm_0", "nt1vm_0"],
    [`${group}/providers/Microsoft.Batch/batchAccounts/render`, vm, "tvmps_0a1b2c", "tvmps_0a1b2c"],
    [`${group}/providers/Microsoft.Compute/virtualMachines/jump`, vm, "JUMP", "jump"],
    [`${group}-aks-tools/providers/Microsoft.Compute/virtualMachines/jump`, vm, "JUMP", "jump"],
    [`${group}/providers/Microsoft.Compute/virtualMachines/Cafe\u0301`, vm, "CAFÉ", "Cafe\u0301"],
    [`${set}/web`, vm, `${set}/web/virtualMachines/web_7`, "web_7"],
    ["mycloudservice", vm, "WebRole_IN_0", "WebRole_IN_0"],
    ["CLASSICVM", vm, "classicvm", "CLASSICVM"],
    [`${set}/web/virtualMachines/12`, vm, "web_12", "web_12"],
    [`${set}/web/virtualMachines/12`, "Bandwidth", "", "web_12"],
    [`${set}/web/virtualMachines/web_12`, vm, "", "web_12"],
    [`${set}/web`, vm, "web_4", "web_4"],
    [`${set}/web`, vm, "", "web"],
    [
      `${group}/providers/Microsoft.Compute/virtualMachines/aks-nodepool1-12345678-0`,
      vm,
      "aks-nodepool1-12345678-0",
      "aks-nodepool1-12345678-0",
    ],
    [`${group}/providers/Microsoft.Compute/virtualMachines/Vm1`, vm, "other", "other"],
    [
      `/subscriptions/${guid}/resourceGroups/MC_rg_cluster-aks-1_cn3/providers/Microsoft.Compute/virtualMachineScaleSets/x`,
      vm,
      "x_1",
      "x_1",
    ],
    ["classicvm", vm, "", "classicvm"],
    ["", vm, "vm-of-a-row-without-id", "vm-of-a-row-without-id"],
    ["", "Support", "", ""],
  ])("of %j (%s, VMName %j) is %j", (text, category, vmName, name) => {
    expect(deriveResourceName(parseInstanceId(text), category, vmName)).toBe(name);
  });
});
