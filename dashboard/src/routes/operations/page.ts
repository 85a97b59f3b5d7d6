import { Workflow } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/operations",
  texts: defineTexts({ title: "Operations" }, { title: "运维" }),
  icon: Workflow,
  section: "operate",
  order: 2,
  heeds: [],
  load: () => import("./view"),
});
