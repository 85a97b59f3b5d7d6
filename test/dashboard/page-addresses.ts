/** Every page, with what makes it show something. A page that is not here is not tested: add yours. */
export function pageAddresses({ months, enrollment }: { readonly months: readonly string[]; readonly enrollment: string }): readonly {
  readonly name: string;
  readonly address: string;
}[] {
  const [first = "", , open = ""] = months;
  return [
    { name: "overview", address: "/ui/" },
    { name: "overview-months", address: `/ui/?from=${first}&to=${open}` },
    { name: "explore", address: "/ui/explore" },
    { name: "charges", address: `/ui/charges?account=${enrollment}` },
    { name: "resources", address: `/ui/resources?account=${enrollment}` },
    { name: "resources-signals", address: `/ui/resources?account=${enrollment}&tab=signals` },
    { name: "commitments", address: `/ui/commitments?account=${enrollment}` },
    { name: "emissions", address: `/ui/emissions?account=${enrollment}` },
    { name: "unit-costs", address: `/ui/unit-costs?account=${enrollment}` },
    { name: "allocation", address: "/ui/allocation" },
    { name: "shared-costs", address: "/ui/shared-costs" },
    { name: "budgets", address: "/ui/budgets" },
    { name: "anomalies", address: "/ui/anomalies" },
    { name: "trust", address: `/ui/trust?account=${enrollment}` },
    { name: "query", address: `/ui/explore/query?from=${first}&to=${open}` },
    { name: "sources", address: "/ui/sources" },
    { name: "sources-add", address: "/ui/sources?open=azure-exports&tab=add" },
    { name: "operations", address: "/ui/operations" },
    { name: "infrastructure", address: "/ui/infrastructure" },
    { name: "audit", address: "/ui/audit" },
    { name: "settings", address: "/ui/settings" },
    { name: "views", address: "/ui/views" },
    { name: "reports", address: "/ui/reports" },
  ];
}
