import { Split } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/shared-costs",
  texts: defineTexts({ title: "Shared costs" }, { title: "共享费用" }),
  icon: Split,
  section: "costs",
  order: 5.5,
  heeds: ["period"],
  load: () => import("./view"),
});
