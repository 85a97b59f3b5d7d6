import { History } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/audit",
  texts: defineTexts({ title: "Audit" }, { title: "审计" }),
  icon: History,
  section: "operate",
  order: 4,
  heeds: [],
  load: () => import("./view"),
});
